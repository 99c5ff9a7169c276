"""The sitemap for search engines.

Every page at its public address, split where the protocol asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST_ADDRESSES = 50_000
"""As many as one file may hold (sitemaps.org)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(home: str, pages: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the sitemap.

    ``home`` is the public address, ``pages`` are relative to it.
    """
    addresses = [f"{home}{quote(page)}" for page in sorted(pages)]
    parts = [addresses[i : i + MOST_ADDRESSES] for i in range(0, len(addresses), MOST_ADDRESSES)]
    if len(parts) <= 1:
        return {"sitemap.xml": _listed("urlset", "url", addresses)}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = _listed("sitemapindex", "sitemap", [f"{home}{name}" for name in names])
    files = (_listed("urlset", "url", part) for part in parts)
    return {"sitemap.xml": index, **dict(zip(names, files, strict=True))}


def _listed(root: str, entry: str, addresses: list[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="{_NAMESPACE}">',
        *(f"<{entry}><loc>{escape(address)}</loc></{entry}>" for address in addresses),
        f"</{root}>",
        "",
    ]
    return "\n".join(lines).encode()
