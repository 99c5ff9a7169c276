"""Times the generator against plain mkdocs-material: in one go, on one machine, from one board.

    ./run bench --procedures 1000 --runs 3 --gate

What it prints and what it means is in docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import corpus, measure, peer, profile
from bench.measure import CommandError, Size, Usage
from bench.plan import EPOCH, Plan
from bench.procedures import Procedure

GATE = 0.25
PROJECT = Path(__file__).resolve().parents[1]
PROGRAM = ("generator", "templates")
MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory is what is wanted
ROOM_FOR_A_PROCEDURE = 600_000
"""Bytes: our board, cache and site, and the peer's."""

MEASURES = ("wall_s", "cpu_s", "peak_mb")
COLD, SAME, EDIT, PEER = "cold", "same", "edit", "material"
TITLES = {
    COLD: "gongshi, cold",
    SAME: "gongshi, nothing changed",
    EDIT: "gongshi, one fee changed",
    PEER: "mkdocs-material",
}


@dataclass(frozen=True)
class Taken:
    """One contender's runs, and the site that it made."""

    runs: tuple[Usage, ...]
    size: Size

    def best(self, name: str) -> float:
        """Return the least of all runs: what else a machine does can only add."""
        return min(float(getattr(run, name)) for run in self.runs)

    def as_json(self) -> dict[str, Any]:
        """Return it with its best first."""
        best = {name: round(self.best(name), 3) for name in MEASURES}
        return best | asdict(self.size) | {"runs": [asdict(run) for run in self.runs]}


class Ground:
    """A folder with a generated board, its site, and the peer's copy of the same pages."""

    def __init__(self, folder: Path, plan: Plan, workers: int | None) -> None:
        self.folder = folder
        self.board, self.site = folder / "board", folder / "site"
        self.peer, self.peer_site = folder / "peer", folder / "peer-site"
        self.home = folder / "home"
        self.home.mkdir()
        # What somebody changes in the program meanwhile must not make its cache worthless.
        for name in PROGRAM:
            shutil.copytree(PROJECT / name, folder / name)
        self.workers = ["--workers", str(workers)] if workers else []
        self.made = corpus.write(self.board, plan)
        self.amount = 100
        self.edited = _with_fee(self.made)
        # Not timed: it compiles the code once for all, and gives the peer its drawings.
        self._gongshi()
        drawings = {each.address: peer.drawing(self._page(each)) for each in self.made}
        self.has_drawings = all(drawings.values())
        self.addresses = peer.write(self.peer, self.made, drawings)
        shutil.copytree(self.board / "content" / "forms", self.peer / "docs" / "forms")

    def run(self, name: str) -> Usage:
        """Run one contender once, and see that it did what it is timed for."""
        contenders: Mapping[str, Callable[[], Usage]] = {
            COLD: self._cold,
            SAME: self._gongshi,
            EDIT: self._edit,
            PEER: self._material,
        }
        return contenders[name]()

    def size(self, name: str) -> Size:
        """Return what the contender's site weighs."""
        return measure.size_of(self.peer_site if name == PEER else self.site)

    def _cold(self) -> Usage:
        shutil.rmtree(self.board / ".cache")
        shutil.rmtree(self.site)
        return self._gongshi()

    def _edit(self) -> Usage:
        self.amount += 1
        corpus.change_fee(self.board, self.edited, self.amount)
        usage = self._gongshi()
        if str(self.amount) not in self._page(self.edited):
            raise CommandError("the changed fee is not on its page")
        return usage

    def _gongshi(self) -> Usage:
        command = [
            "gongshi",
            "build",
            "--no-notices",
            "-C",
            str(self.board),
            "--to",
            str(self.site),
        ]
        usage = self._python([*command, *self.workers])
        _judge(self.site, (each.address for each in self.made))
        return usage

    def _material(self) -> Usage:
        shutil.rmtree(self.peer_site, ignore_errors=True)
        settings = str(self.peer / "mkdocs.yml")
        usage = self._python(["mkdocs", "build", "-q", "-f", settings, "-d", str(self.peer_site)])
        _judge(self.peer_site, self.addresses)
        return usage

    def _python(self, arguments: Sequence[str]) -> Usage:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.folder / "generator"),
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": EPOCH,
        }
        return measure.run([sys.executable, "-m", *arguments], environment, self.folder)

    def _page(self, made: Procedure) -> str:
        return (self.site / made.address / "index.html").read_text(encoding="utf-8")


def _with_fee(made: Sequence[Procedure]) -> Procedure:
    return next(each for each in made[len(made) // 2 :] if each.value["fees"] != "none")


def _judge(site: Path, addresses: Iterator[str] | Sequence[str]) -> None:
    missing = [each for each in addresses if not (site / each / "index.html").is_file()]
    if missing:
        raise CommandError(f"{len(missing)} pages were not made, {missing[0]} for one")


def bench(told: argparse.Namespace) -> dict[str, Taken]:
    """Measure the chosen contenders, one after the other in each round."""
    plan = _plan(told)
    with tempfile.TemporaryDirectory(prefix="gongshi-bench-", dir=_place(plan)) as folder:
        _say(f"writing {plan.procedures} procedures of {plan.stations} stations")
        ground = Ground(Path(folder), plan, told.workers)
        if not ground.has_drawings:
            _say("the pages have no flowcharts yet, so the peer has none either")
        runs: dict[str, list[Usage]] = {name: [] for name in told.only}
        sizes = {}
        for number in range(1, told.runs + 1):
            for name in told.only:
                usage = ground.run(name)
                _say(f"run {number} of {told.runs}: {TITLES[name]}: {usage.wall_s:.2f} s")
                runs[name].append(usage)
                sizes[name] = ground.size(name)
    return {name: Taken(tuple(runs[name]), sizes[name]) for name in told.only}


def _plan(told: argparse.Namespace) -> Plan:
    return Plan(told.procedures, told.seed, tuple(told.languages.split(",")))


def _place(plan: Plan) -> Path | None:
    """Return memory to work in where there is enough: a disk's speed swings after deletions."""
    needed = plan.procedures * ROOM_FOR_A_PROCEDURE * len(plan.languages)
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > needed
    _say("working in memory" if has_room else "working on disk")
    return MEMORY if has_room else None


# ---- what is told ----------------------------------------------------------------------------


def ratios(taken: Mapping[str, Taken]) -> dict[str, dict[str, float]]:
    """Return what each of our builds takes of the peer's time and memory."""
    if PEER not in taken:
        return {}
    return {
        name: {one: round(ours.best(one) / taken[PEER].best(one), 3) for one in MEASURES}
        for name, ours in taken.items()
        if name != PEER
    }


def table(taken: Mapping[str, Taken]) -> Iterator[str]:
    """Go through the lines of the result, as a table in Markdown."""
    yield "| | wall s | CPU s | peak MB | files | MB |"
    yield "|---|---|---|---|---|---|"
    for name, each in taken.items():
        wall, cpu, peak = (each.best(one) for one in MEASURES)
        size = f"{each.size.files} | {each.size.mb:.0f}"
        yield f"| {TITLES[name]} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {size} |"
    shares = ratios(taken)
    if shares:
        yield ""
        yield f"| share of {TITLES[PEER]} | wall | CPU | memory |"
        yield "|---|---|---|---|"
    for name, share in shares.items():
        told = " | ".join(_share(share[one]) for one in MEASURES)
        yield f"| {TITLES[name]} | {told} |"


def _share(share: float) -> str:
    return f"{share:.3f} (1/{1 / share:.0f})" if 0 < share < 0.5 else f"{share:.2f}"


def machine() -> dict[str, Any]:
    """Return what the numbers were measured on."""
    packages = ("mkdocs", "mkdocs-material", "jinja2", "pydantic", "pyyaml", "pygraphviz")
    return {
        "processors": len(os.sched_getaffinity(0)),
        "model": _model(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
    }


def _model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return ""


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _is_kept(taken: Mapping[str, Taken], gate: float) -> bool:
    share = ratios(taken)[COLD]["wall_s"]
    is_kept = share < gate
    word = "under" if is_kept else "not under"
    _say(f"a cold build takes {share:.3f} of the time of {TITLES[PEER]}: {word} {gate}")
    return is_kept


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--procedures", type=int, default=1000, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="K", help="the best is shown")
    parser.add_argument(
        "--only", type=_names, default=list(TITLES), metavar="NAME,…", help=", ".join(TITLES)
    )
    parser.add_argument("--languages", default="zh", help="zh or zh,en")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, help="number of processes of gongshi")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers there")
    parser.add_argument(
        "--gate",
        type=float,
        nargs="?",
        const=GATE,
        metavar="SHARE",
        help=f"fail unless a cold build stays under this share of mkdocs-material ({GATE})",
    )
    parser.add_argument(
        "--profile",
        choices=profile.PREPARATIONS,
        nargs="?",
        const=COLD,
        help="show instead where such a build spends its time",
    )
    return parser


def _names(text: str) -> list[str]:
    names = text.split(",")
    if not set(names) <= set(TITLES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(TITLES)}")
    return [name for name in TITLES if name in names]


def main() -> int:
    """Run what is asked for; 1 when the gate is not kept."""
    parser = _parser()
    told = parser.parse_args()
    if told.gate is not None and not {COLD, PEER} <= set(told.only):
        parser.error("--gate needs cold and material")
    if told.profile:
        profile.show(_plan(told), told.profile)
        return 0
    try:
        taken = bench(told)
    except CommandError as error:
        _say(str(error))
        return 2
    print("\n".join(table(taken)))
    if told.json:
        found = {"procedures": told.procedures, "languages": told.languages, "machine": machine()}
        found |= {
            "taken": {name: each.as_json() for name, each in taken.items()},
            "ratios": ratios(taken),
        }
        told.json.write_text(
            json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0 if told.gate is None or _is_kept(taken, told.gate) else 1


if __name__ == "__main__":
    sys.exit(main())
