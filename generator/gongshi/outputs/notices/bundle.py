"""All notices of a station in one archive, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive knows."""


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of files by their names; PDF is packed in itself and not packed again."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as made:
        for name, data in files:
            entry = ZipInfo(name, _LONG_AGO)
            entry.external_attr = 0o644 << 16
            made.writestr(entry, data)
    return packed.getvalue()
