"""Graphviz: tells how the nodes of a layered graph stand side by side.

It is given widths, rows and links of nodes that are only numbered; no word ever reaches it.
Two engines stand behind one interface: the library inside the pygraphviz wheel, in process, and
the system's `dot`, one process for many graphs.
"""

import re
import subprocess
import tempfile
import threading
from collections.abc import Iterable, MutableMapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

import graphviz  # type: ignore[import-untyped]

from gongshi.errors import EngineError

_POINTS = 72.0
_TIMEOUT_S = 60.0


class Bond(NamedTuple):
    """A link between two nodes of neighbouring rows; heavy ones run straight down."""

    tail: int
    head: int
    weight: int = 1


class Shape(NamedTuple):
    """A layered graph without words: node i has a width, stands in a row, is bound to others.

    Rows are written from top to bottom, their nodes from left to right.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[int, ...], ...]
    bonds: tuple[Bond, ...]


_HEAD = (
    "digraph{graph[splines=none nodesep=0.02 ranksep=0.1 nslimit=8 nslimit1=8]"
    'node[shape=box fixedsize=true height=0.1 label=""]'
)


def dot_text(shape: Shape) -> str:
    """Return the shape in DOT; numbers need no escaping."""
    row_of = {node: row for row, nodes in enumerate(shape.rows) for node in nodes}
    bound = {row_of[bond.head] for bond in shape.bonds}
    # Bonds from each row to the next keep all rows in their places; without them a spine does.
    is_spined = len(bound) < len(shape.rows) - 1
    text = [_HEAD]
    for row, nodes in enumerate(shape.rows):
        text.append(f"{{rank=same r{row}[width=0.01]" if is_spined else "{rank=same")
        text += (f"n{node}[width={shape.widths[node] / _POINTS:.3f}]" for node in nodes)
        # Links within a row keep its order, unless they weigh nothing.
        text.append("->".join(f"n{node}" for node in nodes) + "}" if len(nodes) > 1 else "}")
    if is_spined:
        text.append("->".join(f"r{row}" for row in range(len(shape.rows))))
    text += (f"n{bond.tail}->n{bond.head}[weight={bond.weight}]" for bond in shape.bonds)
    return "\n".join((*text, "}\n"))


class Engine(Protocol):
    """A program that lays out DOT."""

    @property
    def name(self) -> str:
        """What the engine is called on the command line."""
        ...

    @property
    def version(self) -> str:
        """The version of Graphviz at work."""
        ...

    def plain(self, dots: Sequence[str]) -> list[str | EngineError]:
        """Return for each graph its layout in Graphviz' `plain` format, or what went wrong."""
        ...


class InProcess:
    """The Graphviz inside the pygraphviz wheel; nothing else has to be installed."""

    name = "pygraphviz"
    # Graphviz keeps state in globals, and a context is costly to make: one for the process.
    _lock = threading.Lock()

    @cached_property
    def _library(self) -> Any:
        try:
            from pygraphviz import graphviz as library  # noqa: PLC0415 - costs 0.1 s
        except ImportError as error:
            raise EngineError(self.name, f"pip install pygraphviz ({error})") from error
        return library

    @cached_property
    def _context(self) -> Any:
        return self._library.gvContextWithBuiltins()

    @cached_property
    def version(self) -> str:
        """The version of Graphviz at work."""
        library = self._library
        return ".".join(
            str(getattr(library, f"GRAPHVIZ_{part}_VERSION"))
            for part in ("MAJOR", "MINOR", "PATCH")
        )

    def plain(self, dots: Sequence[str]) -> list[str | EngineError]:
        """Return for each graph its layout in Graphviz' `plain` format, or what went wrong."""
        found: list[str | EngineError] = []
        for dot in dots:
            try:
                with self._lock:
                    found.append(self._plain(dot))
            except EngineError as error:
                found.append(error)
        return found

    def _plain(self, dot: str) -> str:
        library = self._library
        with tempfile.TemporaryFile() as file:
            file.write(dot.encode("ascii"))
            file.seek(0)
            try:
                graph = library.agread(file, None)
            except ValueError as error:
                raise EngineError(self.name, str(error)) from error
        try:
            if library.gvLayout(self._context, graph, b"dot"):
                raise EngineError(self.name, "dot gave up on a graph")
            _, text = library.gvRenderData(self._context, graph, b"plain")
            library.gvFreeLayout(self._context, graph)
        finally:
            library.agclose(graph)
        return str(text.decode("ascii", "replace"))


class DotCommand:
    """The system's `dot`, fed with many graphs at once since its start costs 20 layouts."""

    name = "dot"

    def __init__(self, command: str = "dot") -> None:
        self._command = command

    @cached_property
    def version(self) -> str:
        """The version of Graphviz at work."""
        told = self._run(["-V"], "").stderr
        found = re.search(r"\d+\.\d+[\d.]*", told)
        return found[0] if found else told.strip()

    def plain(self, dots: Sequence[str]) -> list[str | EngineError]:
        """Return for each graph its layout in Graphviz' `plain` format, or what went wrong."""
        if not dots:
            return []
        try:
            run = self._run(["-Tplain"], "\n".join(dots))
        except EngineError as error:
            return [error] * len(dots)
        texts = run.stdout.split("\nstop\n")[:-1]
        if run.returncode == 0 and len(texts) == len(dots):
            return list(texts)
        if len(dots) == 1:
            return [EngineError(self.name, run.stderr or f"exit status {run.returncode}")]
        # One bad graph spoils its batch: halve it until it stands alone.
        half = len(dots) // 2
        return [*self.plain(dots[:half]), *self.plain(dots[half:])]

    def _run(self, options: list[str], text: str) -> "subprocess.CompletedProcess[str]":
        try:
            return subprocess.run(  # noqa: S603 - our own options, our own text
                [self._command, *options],
                input=text,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_TIMEOUT_S,
                check=False,
            )
        except FileNotFoundError as error:
            raise EngineError(self.name, f"{self._command}: not found") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(self.name, str(error)) from error


ENGINES = (InProcess, DotCommand)
"""The engines by their `name`, the default first."""


def engine_named(name: str) -> Engine:
    """Return the engine that `--engine` names."""
    for engine in ENGINES:
        if engine.name == name:
            return engine()
    known = ", ".join(engine.name for engine in ENGINES)
    raise EngineError(name, f"no such engine; there are {known}")


class LayoutStore(Protocol):
    """Where finished layouts are kept between builds."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept under the key."""
        ...

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under the key."""
        ...


class MemoryStore:
    """Layouts kept as long as the process runs."""

    def __init__(self) -> None:
        self._kept: MutableMapping[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what was kept under the key."""
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under the key."""
        self._kept[key] = value


class Placer:
    """Places shapes, each only once: many procedures share a shape."""

    def __init__(self, engine: Engine | None = None, store: LayoutStore | None = None) -> None:
        self._engine = engine or InProcess()
        self._store = store or MemoryStore()
        self._known: dict[Shape, tuple[float, ...]] = {}

    def place(self, shape: Shape) -> tuple[float, ...]:
        """Return the x of the middle of each node, in the unit of the widths, or raise EngineError.

        Nodes of a row do not overlap.
        """
        if not shape.widths:
            return ()
        if shape not in self._known:
            (found,) = self._lay_out([shape])
            if isinstance(found, EngineError):
                raise found
            self._known[shape] = found
        return self._known[shape]

    def prepare(self, shapes: Iterable[Shape]) -> None:
        """Lay out many shapes in one go, which `dot` needs to be fast; errors wait for `place`."""
        missing = [s for s in dict.fromkeys(shapes) if s.widths and s not in self._known]
        for shape, found in zip(missing, self._lay_out(missing), strict=True):
            if not isinstance(found, EngineError):
                self._known[shape] = found

    def _lay_out(self, shapes: Sequence[Shape]) -> list[tuple[float, ...] | EngineError]:
        keys = [self._key(shape) for shape in shapes]
        kept = [
            _unpack(self._store.get(key), shape) for key, shape in zip(keys, shapes, strict=True)
        ]
        missing = [place for place, found in enumerate(kept) if found is None]
        made = self._engine.plain([dot_text(shapes[place]) for place in missing])
        fresh: dict[int, tuple[float, ...] | EngineError] = {}
        for place, text in zip(missing, made, strict=True):
            fresh[place] = self._read(text, shapes[place])
            if not isinstance(found := fresh[place], EngineError):
                self._store.put(keys[place], _pack(found))
        return [fresh[place] if found is None else found for place, found in enumerate(kept)]

    def _key(self, shape: Shape) -> str:
        told = f"{self._engine.name} {self._engine.version}\n{_HEAD}\n{shape}"
        return blake2b(told.encode(), digest_size=20).hexdigest()

    def _read(self, text: str | EngineError, shape: Shape) -> tuple[float, ...] | EngineError:
        if isinstance(text, EngineError):
            return text
        places = {
            int(number): float(x) * _POINTS
            for number, x in re.findall(r"^node n(\d+) (\S+) ", text, re.MULTILINE)
        }
        if len(places) != len(shape.widths):
            return EngineError(self._engine.name, "the layout does not hold every node")
        return tuple(round(places[node], 2) for node in range(len(places)))


def _pack(places: tuple[float, ...]) -> bytes:
    return " ".join(f"{x:g}" for x in places).encode("ascii")


def _unpack(kept: bytes | None, shape: Shape) -> tuple[float, ...] | None:
    """Return the places that were kept, or nothing when they are damaged."""
    if kept is None:
        return None
    try:
        places = tuple(float(x) for x in kept.decode("ascii").split())
    except ValueError:
        return None
    return places if len(places) == len(shape.widths) else None


def labelled_dot(
    title: str, nodes: Iterable[tuple[str, str, str]], edges: Iterable[tuple[str, str, str]]
) -> str:
    """Return a graph with its words in DOT, for people who draw it elsewhere; never laid out here.

    Nodes are (name, shape, text), edges (tail, head, text); names are ours, texts anybody's.
    """
    graph = graphviz.Digraph(
        node_attr={"fontname": "sans-serif"}, edge_attr={"fontname": "sans-serif"}
    )
    graph.attr(label=graphviz.escape(title), labelloc="t", fontname="sans-serif")
    for name, shape, text in nodes:
        graph.node(name, label=graphviz.escape(text), shape=shape)
    for tail, head, text in edges:
        graph.edge(tail, head, label=graphviz.escape(text) if text else None)
    return str(graph.source)
