"""The version of what a file says: a short digest, on its page and on its notices."""

from __future__ import annotations

import hashlib

from gongshi.board.base import Value


def version_of(value: Value) -> str:
    """Return a short digest of what a file says, the same whatever program reads it."""
    data = value.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"reviewed"})
    digest = hashlib.blake2b(data.encode(), digest_size=4).hexdigest()
    return f"{digest[:4]}-{digest[4:]}"
