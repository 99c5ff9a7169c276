"""Where everything stands on the site.

Addresses are relative to the site's root and end in a slash.
"""

from __future__ import annotations

from posixpath import relpath


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


def feed(name: str) -> str:
    """Return the address of a feed."""
    return f"feeds/{name}.xml"


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
    way = relpath("/" + base, "/" + page)
    if base.endswith("/") or not base:
        way += "/"
    return (
        ("./" if way == "./" and not fragment else way if way != "./" else "")
        + hash_sign
        + fragment
    )


def file_of(url: str) -> str:
    """Return the file that a host serves for an address."""
    return f"{url}index.html" if url.endswith("/") or not url else url
