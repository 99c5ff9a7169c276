"""Where things stand in a file: the span of a value or a key that is named by its path."""

from __future__ import annotations

from gongshi.authoring.shapes import NO_SHAPE, Shape, model_of
from gongshi.diagnostics.finding import Path, Span
from gongshi.engines.yaml import Mapping, Node, Scalar, Sequence


def find(root: Node, shape: Shape, path: Path, *, on_key: bool = False) -> Span:
    """Return the span of a path, or of the nearest thing above it that is there."""
    node, key = root, None
    for step in path:
        below = _step(node, shape, step)
        if below is None:
            break
        key, node, shape = below
    return key.span if on_key and key is not None else node.span


def _step(node: Node, shape: Shape, step: str | int) -> tuple[Scalar | None, Node, Shape] | None:
    """Return key, node and shape of what a step leads to, if it is there."""
    if isinstance(node, Sequence):
        if not isinstance(step, int) or not 0 <= step < len(node.items):
            return None
        return None, node.items[step], shape.item or NO_SHAPE
    if not isinstance(node, Mapping):
        return None
    spellings = model_of(shape.model).spellings if shape.model else {}
    wanted = spellings.get(str(step))
    for key, value in node.entries:
        if key.text == step or (wanted is not None and spellings.get(key.text) is wanted):
            below = wanted.shape if wanted is not None else shape.values
            return key, value, below or NO_SHAPE
    return None
