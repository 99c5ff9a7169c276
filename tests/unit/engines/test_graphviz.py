"""Graphviz behind its interface: places, errors, what is kept."""

import pickle
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.engines.graphviz import (
    Bond,
    DotCommand,
    InProcess,
    MemoryStore,
    Placer,
    Shape,
    dot_text,
    engine_named,
)
from gongshi.errors import EngineError

SHAPE = Shape((200.0, 80.0, 40.0, 200.0), ((0,), (1, 2), (3,)), (Bond(0, 1, 200), Bond(1, 3, 200)))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    counts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=5))
    rows, first = [], 0
    for count in counts:
        rows.append(tuple(range(first, first + count)))
        first += count
    widths = tuple(
        draw(st.lists(st.sampled_from([8.0, 96.0, 232.0]), min_size=first, max_size=first))
    )
    bonds = tuple(
        Bond(tail, head, draw(st.sampled_from([1, 24, 200])))
        for upper, lower in pairwise(rows)
        for tail in upper
        for head in lower
        if draw(st.booleans())
    )
    return Shape(widths, tuple(rows), bonds)


class Counting(InProcess):
    """An engine that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def plain(self, dots: Sequence[str]) -> list[str | EngineError]:
        self.asked += len(dots)
        return super().plain(dots)


def test_heavy_bonds_run_straight_down() -> None:
    places = Placer().place(SHAPE)

    assert places[0] == pytest.approx(places[1], abs=1)
    assert places[1] == pytest.approx(places[3], abs=1)


@given(shapes())
def test_nodes_of_a_row_keep_their_order_and_do_not_overlap(shape: Shape) -> None:
    places = Placer().place(shape)

    for row in shape.rows:
        for left, right in pairwise(row):
            room = (shape.widths[left] + shape.widths[right]) / 2
            assert places[right] - places[left] >= room - 0.5


def test_a_shape_is_laid_out_once() -> None:
    engine = Counting()
    placer = Placer(engine)

    assert placer.place(SHAPE) == placer.place(SHAPE)
    assert engine.asked == 1


def test_a_kept_layout_is_used_by_the_next_build() -> None:
    store = MemoryStore()
    first = Placer(InProcess(), store).place(SHAPE)
    engine = Counting()

    assert Placer(engine, store).place(SHAPE) == first
    assert engine.asked == 0


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"1 2", b"a b c d"])
def test_a_damaged_layout_is_made_again(damage: bytes) -> None:
    class Damaged(MemoryStore):
        def get(self, key: str) -> bytes | None:
            return damage if super().get(key) is None else super().get(key)

    assert Placer(InProcess(), Damaged()).place(SHAPE) == Placer().place(SHAPE)


def test_one_bad_graph_takes_no_other_down() -> None:
    good = dot_text(SHAPE)

    found = InProcess().plain([good, "digraph {", good])

    assert isinstance(found[1], EngineError)
    assert found[0] == found[2]
    assert isinstance(found[0], str)


def test_an_engine_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(EngineError("dot", "no")))  # noqa: S301 - our own bytes

    assert (error.engine, error.stderr, str(error)) == ("dot", "no", "dot: no")


def test_engines_are_found_by_their_name() -> None:
    assert isinstance(engine_named("pygraphviz"), InProcess)
    assert isinstance(engine_named("dot"), DotCommand)
    with pytest.raises(EngineError, match="pygraphviz, dot"):
        engine_named("neato")


def test_a_missing_command_is_an_error_for_each_graph() -> None:
    found = DotCommand("no-such-dot").plain([dot_text(SHAPE), dot_text(SHAPE)])

    assert [isinstance(error, EngineError) for error in found] == [True, True]


@pytest.fixture
def fake_dot(tmp_path: Path) -> str:
    """A `dot` that answers like Graphviz and dies of a graph that says so."""
    script = tmp_path / "dot"
    script.write_text(
        "#!/bin/sh\n"
        '[ "$1" != -V ] || { echo "dot - graphviz version 2.43.0 (0)" >&2; exit; }\n'
        "text=$(cat)\n"
        'case $text in *bad*) echo "syntax error" >&2; exit 1;; esac\n'
        'printf "%s\\n" "$text" | grep -c digraph | while read -r n; do\n'
        '  while [ "$n" -gt 0 ]; do\n'
        '    printf "graph 1 1 1\\nnode n0 1 1 1 1\\nstop\\n"; n=$((n - 1))\n'
        "  done\ndone\n"
    )
    script.chmod(0o755)
    return str(script)


def test_a_batch_with_a_bad_graph_is_halved_until_it_stands_alone(fake_dot: str) -> None:
    good = "digraph { n0 }"

    found = DotCommand(fake_dot).plain([good, good, "digraph { bad", good])

    assert [isinstance(one, EngineError) for one in found] == [False, False, True, False]
    assert DotCommand(fake_dot).version == "2.43.0"
