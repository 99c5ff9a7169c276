"""Where a build spends its time: two builds in this process, one sampled and one counted.

    ./run bench --profile --procedures 300
    ./run bench --profile same

Samples say where the time goes and add nothing to it; what C code takes counts where it was called
from. cProfile says how often a function is called, but makes every call dearer.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FrameType

from bench import corpus
from bench.plan import EPOCH, Plan

INTERVAL_S = 0.004
"""The kernel's clock ticks no faster on most machines."""
TOP = 45

SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("yaml", ("/gongshi/engines/yaml", "/yaml/")),
    ("binder", ("/gongshi/authoring/",)),
    ("model", ("/gongshi/board/", "/pydantic/", "/pydantic_core/")),
    ("checks", ("/gongshi/checks/", "/gongshi/diagnostics/")),
    ("graphviz", ("/gongshi/engines/graphviz", "/pygraphviz/", "/graphviz/")),
    ("flowchart", ("/gongshi/flowchart/", "/gongshi/cjk", "/outputs/pages/drawings")),
    ("search", ("/gongshi/outputs/search", "/gongshi/views/search", "/pypinyin/")),
    ("qr", ("/gongshi/engines/qr", "/segno/")),
    ("markdown", ("/gongshi/engines/markdown", "/markdown_it/", "/nh3/")),
    ("templates", ("/templates/",)),
    ("jinja", ("/gongshi/engines/jinja", "/jinja2/", "/markupsafe/")),
    ("labels", ("/gongshi/labels", "/babel/", "/gettext")),
    ("views", ("/gongshi/views/", "/gongshi/urls")),
    ("verify", ("/gongshi/publish/verify", "/gongshi/publish/markup")),
    ("write", ("/gongshi/publish/", "/gongshi/job")),
    ("stamp", ("/gongshi/outputs/",)),
    ("pipeline", ("/gongshi/",)),
    ("host", ("/mkdocs/", "/material/", "/markdown/", "/pymdownx/", "/properdocs/")),
    ("imports", ("<frozen importlib", "/importlib/")),
)
"""Subjects by pieces of file names; the first that fits."""

REST = "the rest"


@cache
def subject_of(file: str) -> str:
    """Return what a source file is about."""
    name = file.replace("\\", "/")
    for subject, pieces in SUBJECTS:
        if any(piece in name for piece in pieces):
            return subject
    return REST


@dataclass
class Samples:
    """What was on the stack whenever the clock ticked."""

    total: int = 0
    own: Counter[str] = field(default_factory=Counter)
    """Ticks by the subject that was at work, a library's own where it is listed."""
    whole: Counter[str] = field(default_factory=Counter)
    """Ticks by the subjects that were at work or waited for what they had called."""
    functions: Counter[CodeType] = field(default_factory=Counter)
    inner: Counter[CodeType] = field(default_factory=Counter)

    def take(self, _number: int, frame: FrameType | None) -> None:
        """Note the stack at a tick."""
        codes: dict[CodeType, None] = {}
        while frame is not None:
            codes[frame.f_code] = None
            frame = frame.f_back
        subjects = [subject_of(code.co_filename) for code in codes]
        self.total += 1
        # Python's own library works for whoever called it.
        self.own[next((each for each in subjects if each != REST), REST)] += 1
        self.whole.update(set(subjects))
        self.functions.update(codes.keys())
        self.inner[next(iter(codes))] += 1


def sampled(build: Callable[[], None]) -> tuple[Samples, float]:
    """Return where a build spends its time, and the processor time that it takes."""
    samples = Samples()
    before = signal.signal(signal.SIGPROF, samples.take)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, INTERVAL_S, INTERVAL_S)
    try:
        build()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return samples, time.process_time() - started


def counted(build: Callable[[], None]) -> dict[tuple[str, str], int]:
    """Return how often a build calls each function, by file and name."""
    recorder = cProfile.Profile()
    recorder.runcall(build)
    calls: Counter[tuple[str, str]] = Counter()
    for (file, _, name), entry in pstats.Stats(recorder).stats.items():  # type: ignore[attr-defined]
        calls[file, name] += entry[1]
    return calls


def report(plan: Plan, state: str) -> Iterator[str]:
    """Write a board, build it again and go through the lines of what was found."""
    memory = Path("/dev/shm")  # noqa: S108 - a file system in memory is what is wanted
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        root = Path(folder) / "board"
        corpus.write(root, plan)
        # Imports and the compiling of templates are not what is asked about.
        _build(root)
        prepare = PREPARATIONS[state]
        prepare(root)
        samples, seconds = sampled(lambda: _build(root))
        prepare(root)
        calls = counted(lambda: _build(root))
    each = seconds / plan.procedures * 1000
    yield f"{seconds:.1f} s of processor time, {each:.2f} ms a procedure"
    yield ""
    yield "| subject | own ms a procedure | share | with what it calls |"
    yield "|---|---|---|---|"
    a_tick = seconds / (samples.total or 1) / plan.procedures * 1000
    for name, ticks in samples.own.most_common():
        share, whole = ticks / samples.total, samples.whole[name] / samples.total
        yield f"| {name} | {ticks * a_tick:.2f} | {share:.1%} | {whole:.1%} |"
    yield from _functions("by themselves", samples.inner, a_tick, calls)
    yield from _functions("with what they call", samples.functions, a_tick, calls)


def _functions(
    title: str, ticks: Counter[CodeType], a_tick: float, calls: dict[tuple[str, str], int]
) -> Iterator[str]:
    yield from ("", f"| functions {title} | ms a procedure | calls |", "|---|---|---|")
    for code, count in _listed(ticks.most_common()):
        number = calls.get((code.co_filename, code.co_name), "")
        yield f"| {_short(code.co_filename)} {code.co_qualname} | {count * a_tick:.2f} | {number} |"


def _listed(ticks: Iterable[tuple[CodeType, int]]) -> Iterator[tuple[CodeType, int]]:
    """Go through the dearest functions, without the frames around the whole build."""
    ours = ((code, count) for code, count in ticks if "/bench/" not in code.co_filename)
    inside = (each for each in ours if subject_of(each[0].co_filename) != "host")
    for _, each in zip(range(TOP), inside, strict=False):
        yield each


def _short(file: str) -> str:
    """Return a file's name from its package on, so that no folder of this machine is shown."""
    parts = Path(file).parts
    for start in ("templates", "gongshi"):
        if start in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(start) - 1 :])
    return "/".join(parts[-2:])


def _emptied(root: Path) -> None:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    shutil.rmtree(root / "site", ignore_errors=True)


def _build(root: Path) -> None:
    """Run the whole command in this process, with its own words out of the way."""
    from gongshi.cli import main  # noqa: PLC0415 - found once its place is known

    try:
        with redirect_stdout(sys.stderr):
            main.main(
                ["build", "--no-notices", "-C", str(root), "--workers", "1"], standalone_mode=False
            )
    except SystemExit as end:
        if end.code:
            raise


PREPARATIONS: dict[str, Callable[[Path], None]] = {"cold": _emptied, "same": lambda _root: None}
"""What is done before the build that is looked at: all is made anew, or nothing has changed."""


def show(plan: Plan, state: str) -> None:
    """Print where a build of such a board spends its time."""
    generator = str(Path(__file__).resolve().parents[1] / "generator")
    if generator not in sys.path:
        sys.path.insert(0, generator)
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    for line in report(plan, state):
        print(line)
