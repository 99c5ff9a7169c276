"""Hands the mirror that pip is set to on to uv, which does not read pip's settings.

Reads `pip config list` on standard input and prints `export NAME=VALUE` lines for a shell.
"""

import ast
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

RANKS = {"global": 1, "install": 2, ":env:": 3}
"""The sections of pip's settings that count for an installation, the strongest last."""


def read_settings(lines: Iterable[str]) -> dict[str, str]:
    """Return pip's settings by bare name, each from the strongest section that has it."""
    settings: dict[str, tuple[int, str]] = {}
    for line in lines:
        key, found, value = line.strip().partition("=")
        section, _, name = key.rpartition(".")
        if not found or section not in RANKS:
            continue
        if RANKS[section] >= settings.get(name, (0, ""))[0]:
            settings[name] = (RANKS[section], str(ast.literal_eval(value)))
    return {name: value for name, (_, value) in settings.items()}


def variables(settings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the variables that make uv look where pip looks.

    An index that is a folder is left out: uv stops at one that does not exist, pip goes on.
    """
    if index := remote(settings.get("index-url", "")):
        yield "UV_DEFAULT_INDEX", index[0]
    if extra := remote(settings.get("extra-index-url", "")):
        yield "UV_INDEX", " ".join(extra)
        # As pip does; every file is held to the lock file's hashes, so no index can slip one in.
        yield "UV_INDEX_STRATEGY", "unsafe-best-match"
    if links := [place for place in settings.get("find-links", "").split() if is_there(place)]:
        yield "UV_FIND_LINKS", ",".join(links)
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        yield "UV_NO_INDEX", "1"
    if hosts := settings.get("trusted-host", "").split():
        yield "UV_INSECURE_HOST", " ".join(hosts)
    if proxy := settings.get("proxy"):
        yield "ALL_PROXY", proxy
    if (certificates := settings.get("cert", "")) and is_there(certificates):
        yield "SSL_CERT_FILE", certificates


def remote(places: str) -> list[str]:
    """Return those of the places that are web addresses."""
    return [place for place in places.split() if urlsplit(place).scheme in {"http", "https"}]


def is_there(place: str) -> bool:
    """Tell whether a place is a web address or a path that exists on this machine."""
    parts = urlsplit(place)
    return parts.scheme not in {"", "file"} or Path(unquote(parts.path)).exists()


if __name__ == "__main__":
    for name, value in variables(read_settings(sys.stdin)):
        if name not in os.environ:
            sys.stdout.write(f"export {name}={shlex.quote(value)}\n")
