"""Kills a build before each thing that it does to the disk in turn, and looks at the site.

Run as a program: `killed_build.py FOLDER folder|link`. It prints how many moments were tried, or
says at which the site was not whole and ends with 1.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.unit.publish.sites import beside, build, contents

TOUCHING = {
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.utime",
    "sqlite3.connect",
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

FIRST = {f"a/{n}.html": f"first {n}" for n in range(3)} | {"old/x.html": "x", "same/x.html": "s"}
SECOND = {f"a/{n}.html": f"second {n}" for n in range(3)} | {"new/x.html": "y", "same/x.html": "s"}
HIDDEN = ".well-known/by-hand.txt"


def in_child(do: Callable[[], object]) -> int:
    """Do it in another process; return the status with which that ended."""
    child = os.fork()
    if child == 0:
        try:
            do()
        finally:
            os._exit(1 if sys.exc_info()[0] else 0)
    return os.waitpid(child, 0)[1]


def killing_at(moment: int, do: Callable[[], object]) -> Callable[[], object]:
    """Return what does it, but is killed before it touches the disk for this time."""
    left = moment

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        is_write = event == "open" and isinstance(args[2], int) and args[2] & WRITING
        if event in TOUCHING or is_write:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        sys.addaudithook(watch)
        do()

    return run


def check(is_so: bool, moment: int, what: str) -> None:
    if not is_so:
        sys.exit(f"killed at {moment}: {what}")


def prepare(base: Path, kind: str) -> Path:
    """Return the target, with a first site in it."""
    target = base / "site"
    if kind == "link":
        (base / "releases" / "a").mkdir(parents=True)
        target.symlink_to(Path("releases", "a"))
    build(base, FIRST)
    (target / HIDDEN).parent.mkdir()
    (target / HIDDEN).write_text("kept", encoding="utf-8")
    return target


def main(base: Path, kind: str) -> None:
    moment, survived = 0, 0
    with_hidden = {HIDDEN: "kept"}
    # Two in a row: builds on an empty folder and on an older site take turns.
    while survived < len(("empty", "older")):
        moment += 1
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir()
        target = prepare(base, kind)
        # A second generation, so that the build that is killed grows on an older site.
        if moment % 2:
            build(base, FIRST | {"a/0.html": "between"})
            build(base, FIRST)
        first = FIRST | with_hidden
        check(contents(target) == first, moment, "the first site is not there")

        status = in_child(killing_at(moment, lambda: build(base, SECOND)))
        was_killed = os.WIFSIGNALED(status)
        survived = 0 if was_killed else survived + 1
        check(was_killed or status == 0, moment, f"the build failed with {status}")
        whole = [FIRST, SECOND, first, SECOND | with_hidden]
        if target.exists():
            check(contents(target) in whole, moment, f"a mixed site: {contents(target)}")
        else:
            old = target.with_name(".site.gongshi-old")
            is_told = kind == "folder" and contents(old) == first
            check(is_told, moment, "the old site is neither in its place nor beside it")

        check(in_child(lambda: build(base, SECOND)) == 0, moment, "the next build failed")
        check(
            contents(target) == SECOND | with_hidden, moment, f"then there was {contents(target)}"
        )
        check(beside(target) == [], moment, f"left behind: {beside(target)}")
        if kind == "link":
            check(len(list((base / "releases").iterdir())) == 1, moment, "a release was left")
        kept = {
            path.name.partition("-")[0] for path in next((base / "cache/sites").iterdir()).iterdir()
        }
        check(kept <= {"lock", "target", "spare"}, moment, f"left in the cache: {kept}")
    sys.stdout.write(str(moment - survived))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
