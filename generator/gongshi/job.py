"""A job is one file of the site that is to be made, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One file: where it goes, the digests of what it is made from.

    And the pure function that makes it.
    """

    path: str
    inputs: tuple[str, ...]
    make: Callable[[], bytes]
