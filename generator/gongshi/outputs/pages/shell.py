"""A shell is a page of the theme with tokens.

Cut once, it is stamped with the body of every page of its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongshi.errors import ShellError

HEAD: Final = "<!--g:head-->"
CONTENT: Final = "<!--g:content-->"


class ShellKey(NamedTuple):
    """What decides how a shell looks.

    The section that is lit, how deep the page stands, its language.
    """

    section: str
    depth: int
    language: str


def language_token(language: str) -> str:
    """Return what stands for the address of a page in another language."""
    return f"g-address-in-{language}"


@dataclass(frozen=True, slots=True)
class Repair:
    """A fault of the theme that is mended in every shell, exactly ``count`` times."""

    name: str
    pattern: re.Pattern[str]
    replacement: str
    count: int


REPAIRS: Final = (
    Repair(
        "the drawer and search switches, whose autocomplete the Nu checker refuses",
        re.compile(r'\s*<input class="md-toggle"[^>]*>'),
        "",
        2,
    ),
    Repair(
        "the overlay label, which belongs to the drawer's switch",
        re.compile(r'\s*<label class="md-overlay"[^>]*></label>'),
        "",
        1,
    ),
)
"""Named and counted, so that a theme that changes is noticed and no page breaks silently."""


def repaired(html: str, name: str) -> str:
    """Return a page of the theme without the theme's faults."""
    for repair in REPAIRS:
        html, count = repair.pattern.subn(repair.replacement, html)
        if count != repair.count:
            raise ShellError(
                f"主题页面「{name}」变了：应有 {repair.count} 处「{repair.name}」，现有 {count} 处",
                f"the theme's page {name} has changed: {count} instead of {repair.count}"
                f" of: {repair.name}",
            )
    return html


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces between the tokens, and which token follows each piece but the last."""

    pieces: tuple[str, ...]
    tokens: tuple[str, ...]

    def stamp(self, values: Mapping[str, str]) -> str:
        """Return the page with each token's value in its place; values are safe HTML."""
        out = [self.pieces[0]]
        for token, piece in zip(self.tokens, self.pieces[1:], strict=True):
            out.append(values[token])
            out.append(piece)
        return "".join(out)


def cut(html: str, key: ShellKey, languages: tuple[str, ...]) -> Shell:
    """Cut a shell at its tokens after counting them: each stands exactly once."""
    tokens = [HEAD, CONTENT, *(language_token(tag) for tag in languages if tag != key.language)]
    for token in tokens:
        if html.count(token) != 1:
            count, name = html.count(token), "/".join(map(str, key))
            raise ShellError(
                f"外壳 {name} 里的标记 {token} 出现 {count} 次，应为 1 次",
                f"the token {token} stands {count} times in the shell {name}, expected once",
            )
    parts = re.split("(" + "|".join(map(re.escape, tokens)) + ")", html)
    return Shell(tuple(parts[::2]), tuple(parts[1::2]))


Texts = Mapping[str, str]


def pack(shells: Mapping[ShellKey, Shell], titles: Texts, home: Texts, with_lists: Texts) -> bytes:
    """Return what the host made as it is kept in the cache.

    Shells, titles of Markdown pages by address, words of the first page by language, pages whose
    lists are to be filled by address.
    """
    rows = [[list(key), list(made.pieces), list(made.tokens)] for key, made in shells.items()]
    texts = map(dict, (titles, home, with_lists))
    return json.dumps([rows, *texts], ensure_ascii=False).encode()


def unpack(
    data: bytes | None,
) -> tuple[dict[ShellKey, Shell], dict[str, str], dict[str, str], dict[str, str]] | None:
    """Return what was packed, or nothing if it is none."""
    try:
        rows, titles, home, with_lists = json.loads(data or b"null")
        shells = {
            ShellKey(str(section), int(depth), str(language)): Shell(tuple(pieces), tuple(tokens))
            for (section, depth, language), pieces, tokens in rows
        }
        return shells, _texts(titles), _texts(home), _texts(with_lists)
    except (ValueError, TypeError, AttributeError):
        return None


def _texts(said: Mapping[object, object]) -> dict[str, str]:
    return {str(name): str(text) for name, text in said.items()}
