"""Where everything stands on the site.

Addresses are relative to the site's root and end in a slash.
"""

from __future__ import annotations

from posixpath import normpath

NOT_NEEDED = "not-needed/"
CHECKLISTS = "checklists/"
COMPARISONS = "compare/"
"""Pages of the whole board that others link."""


NOTICES = "notices/"
"""Where all notices that can be printed are listed, and below it the notices themselves."""


def station(station_id: str) -> str:
    """Return the address of a station."""
    return f"stations/{station_id}/"


def procedure(station_id: str, procedure_id: str) -> str:
    """Return the address of a procedure."""
    return f"stations/{station_id}/{procedure_id}/"


def life_event(event_id: str) -> str:
    """Return the address of an event in a life."""
    return f"life-events/{event_id}/"


def bulletin(bulletin_id: str) -> str:
    """Return the address of a bulletin."""
    return f"bulletins/{bulletin_id}/"


def audit(station_id: str) -> str:
    """Return the address of a station's self-audit: apart, since its procedures stand below it."""
    return f"audit/{station_id}/"


def feed(name: str) -> str:
    """Return the address of a feed."""
    return f"feeds/{name}.xml"


def checklist(station_id: str) -> str:
    """Return the address of the checklist for visits to a station."""
    return f"{CHECKLISTS}{station_id}/"


def comparison(kind: str, procedure_id: str) -> str:
    """Return the address where stations of a kind are compared in one procedure."""
    return f"{COMPARISONS}{kind}-{procedure_id}/"


def in_language(url: str, language: str, first_language: str) -> str:
    """Return the address of a page in a language.

    The first stands at the root, others under their tag.
    """
    return url if language == first_language else f"{language}/{url}"


def depth(url: str) -> int:
    """Return how many folders below the root a page stands."""
    return url.count("/")


def relative(target: str, page: str) -> str:
    """Return the way from one page to an address of the site, as a link is written.

    >>> relative("stations/a/", "procedures/")
    '../stations/a/'
    >>> relative("", "procedures/")
    '../'
    """
    base, hash_sign, fragment = target.partition("#")
    way = _way(_folders(base), _folders(page))
    if base.endswith("/") or not base:
        way += "/"
    return (
        ("./" if way == "./" and not fragment else way if way != "./" else "")
        + hash_sign
        + fragment
    )


def _folders(url: str) -> list[str]:
    """Return what stands between the slashes of an address; none is empty or a dot."""
    names = url.removesuffix("/").split("/") if url else []
    if _ODD.isdisjoint(names):
        return names
    return [name for name in normpath(f"/{url}").split("/") if name]


def _way(there: list[str], here: list[str]) -> str:
    shared = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join(("..",) * (len(here) - shared) + tuple(there[shared:])) or "."


_ODD = frozenset(("", ".", ".."))


def file_of(url: str) -> str:
    """Return the file that a host serves for an address."""
    return f"{url}index.html" if url.endswith("/") or not url else url
