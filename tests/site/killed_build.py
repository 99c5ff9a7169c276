"""Kills builds of a whole board, at moments spread over all that a build does to the disk.

Run as a program: `killed_build.py FOLDER`, where FOLDER holds a board with its site. It prints how
many builds were killed, or says at which moment the site was not whole and ends with 1.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.site.boards import build, change, files
from tests.unit.publish.killed_build import TOUCHING, WRITING, check, in_child, killing_at

MOMENTS = 6


def touches(do: Callable[[], object], told: Path) -> int:
    """Return how often it touches the disk, done in another process."""

    def count() -> None:
        seen = 0

        def watch(event: str, args: tuple[object, ...]) -> None:
            nonlocal seen
            is_write = event == "open" and isinstance(args[2], int) and args[2] & WRITING
            seen += bool(event in TOUCHING or is_write)

        sys.addaudithook(watch)
        do()
        sys.stdout.flush()
        told.write_text(str(seen), encoding="ascii")

    if in_child(count) != 0:
        sys.exit("the build that was only watched failed")
    return int(told.read_text(encoding="ascii"))


def main(base: Path) -> None:
    board = base.with_name("board")
    old = files(base / "site")

    def begin() -> None:
        shutil.rmtree(board, ignore_errors=True)
        shutil.copytree(base, board)
        change(board / "stations/chengdong/procedures/renewal.yml", "amount: 20\n", "amount: 25\n")
        (board / "stations/chengdong/procedures/first-issue.yml").unlink()

    def make() -> None:
        if not build(board, workers=1):
            sys.exit("no site was made")

    begin()
    last = touches(make, base.with_name("told"))
    new = files(board / "site")
    for number in range(MOMENTS):
        moment = 1 + number * (last - 1) // (MOMENTS - 1)
        begin()
        status = in_child(killing_at(moment, make))
        check(os.WIFSIGNALED(status), moment, f"the build was not killed, but ended with {status}")
        site = board / "site"
        if site.exists():
            check(files(site) in (old, new), moment, "a mixed site")
        else:
            check(files(site.with_name(".site.gongshi-old")) == old, moment, "the old site is lost")
        check(in_child(make) == 0, moment, "the next build failed")
        check(files(site) == new, moment, "the next build made another site")
    print(MOMENTS)  # noqa: T201 - a program


if __name__ == "__main__":
    main(Path(sys.argv[1]))
