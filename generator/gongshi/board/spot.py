"""The ids of what a visit checks: a point, and of which post, procedure or promise."""

from __future__ import annotations

import re
from hashlib import blake2b

from gongshi.board.station import Commitment
from gongshi.board.words import SpotPoint

LONGEST_ID = 64
"""As long as an id of the model may be."""

_NO_ID = re.compile(r"[^a-z0-9]+")
_DIGEST_BYTES = 3


def spot_id(point: SpotPoint, *subjects: str) -> str:
    """Return the id of a point, of the thing that it is checked of where it has one.

    The same point of the same thing has the same id for ever. What is no id by itself, or too
    long, is shortened and carries a digest of the whole, so that two things never share one.

    >>> spot_id(SpotPoint.B_PRESENT, "household-window")
    'b-present-household-window'
    """
    name = "-".join((point.value, *subjects))
    tidy = _NO_ID.sub("-", name.lower()).strip("-")
    if tidy == name and len(tidy) <= LONGEST_ID:
        return tidy
    digest = _digest(name)
    return f"{tidy[: LONGEST_ID - len(digest) - 1].rstrip('-')}-{digest}"


def promise_digest(commitment: Commitment) -> str:
    """Return what stands for a promise in an id: another wording is another promise."""
    return _digest(str(commitment.text))


def is_of_queue(commitment: Commitment) -> bool:
    """Return whether a promise is about how long one waits in the queue."""
    words = (str(commitment.text), str(commitment.measure or ""))
    return commitment.limit is not None and any("排队" in each for each in words)


def _digest(words: str) -> str:
    return blake2b(words.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def point_of(spot: str) -> SpotPoint | None:
    """Return the point that an id names, whatever it is checked of; nothing where there is none.

    >>> point_of("b-present-household-window")
    <SpotPoint.B_PRESENT: 'b-present'>
    """
    return next(
        (each for each in SpotPoint if spot == each.value or spot.startswith(f"{each.value}-")),
        None,
    )
