"""The press: a notice's value becomes a PDF, known by the digest of all that it is made from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import version
from typing import Final

from gongshi.engines import typst
from gongshi.outputs.notices.sheets import Notice
from gongshi.outputs.notices.values import Value

_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_MARK: Final = "gongshi-"


@dataclass(frozen=True)
class Pressed:
    """A notice that can be printed: its key, and its bytes once they are asked for."""

    notice: Notice
    templates: Mapping[str, bytes]

    @cached_property
    def _value(self) -> Value:
        return self.notice.value()

    @cached_property
    def key(self) -> str:
        """The digest of the value, the templates and Typst; the same key, the same bytes."""
        made = blake2b(digest_size=16)
        for path in sorted(self.templates):
            made.update(path.encode() + b"\0" + self.templates[path] + b"\0")
        value = json.dumps(self._value, sort_keys=True, ensure_ascii=False)
        made.update(f"{version('typst')}\0{self.notice.kind.id}\0{value}".encode())
        return made.hexdigest()

    @cached_property
    def sheet(self) -> typst.Sheet:
        """The PDF, which holds the key among its keywords."""
        value = {**self._value, "keywords": [f"{_MARK}{self.key}"]}
        name = f"{self.notice.kind.id}.typ"
        return typst.pdf(self.templates, name, value, self.notice.moment)

    def is_in(self, data: bytes) -> bool:
        """Return whether a file is this very notice."""
        return f"{_MARK}{self.key}".encode() in data


def pages_of(data: bytes) -> int:
    """Return how many pages a notice has."""
    return len(_PAGE.findall(data))
