"""What is published beside the YAML: pages, forms and pictures of content/, as their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PaperKind(StrEnum):
    """What a file of content/ is."""

    PAGE = "page"
    FORM = "form"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of content/: its words, those of its metadata included.

    ``traces`` are fields by which a picture says where or by whom it was taken; ``flaw`` is why its
    words could not be had, if they could not.
    """

    file: str
    kind: PaperKind
    words: str = ""
    traces: tuple[str, ...] = ()
    flaw: str = ""
