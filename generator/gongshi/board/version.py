"""The version of a procedure: a short digest of what it says, on its page and on its notices."""

from __future__ import annotations

import hashlib

from gongshi.board.procedure import Procedure


def version_of(procedure: Procedure) -> str:
    """Return a short digest of what the procedure says, the same whatever program reads it."""
    data = procedure.model_dump_json(by_alias=True, exclude_defaults=True, exclude={"reviewed"})
    digest = hashlib.blake2b(data.encode(), digest_size=4).hexdigest()
    return f"{digest[:4]}-{digest[4:]}"
