"""Typst: sets a notice as PDF, in process, from templates and one value.

The value goes in as JSON, so that no word of a board is ever read as markup; templates come from
memory, so that Typst opens no file for their sake but the font.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from gongshi.errors import EngineError, SettingsError

FAMILY: Final = "Noto Sans SC"
"""The one typeface of notices, in all weights from 100 to 900."""

MISSING: Final = "〓"
"""What stands for a character that the typeface lacks, as typesetters have always marked it."""

STANDARDS: Final = ("ua-1", "a-2a")
"""PDF/UA-1 and PDF/A-2a, which Typst writes together; PDF/A-4 has no version in common with UA."""

_NAME: Final = "typst"
_INSTALL: Final = "pip install typst==0.15.2 justmytype-intl-cjk==0.1.0"
_FONT: Final = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
_FONT_DIGEST: Final = "c506ce71eaa72157f429707e1e7335488a11f9a205b5d1dfabbfd63a8501684e"
_UNSET: Final = re.compile(r"the text .* could not be displayed")
_PACKAGE: Final = re.compile(rb"[\"']@[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished PDF, and the characters in it for which the typeface has no form."""

    pdf: bytes
    missing: str = ""


def pdf(templates: Mapping[str, bytes], name: str, value: object, moment: int) -> Sheet:
    """Return what a template makes of a value as PDF; EngineError where it makes nothing.

    ``templates`` are all files by their path, ``name`` is the one to begin with. The value is what
    ``sys.inputs.data`` holds as JSON. ``moment`` is the time stamp, in seconds since 1970: bytes
    depend on nothing else.
    """
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    made = _source(tuple(sorted(templates.items())), name)
    try:
        return Sheet(_compiled(made, data, moment))
    except EngineError as error:
        if not _UNSET.search(error.stderr):
            raise
    lacking = "".join(sorted({each for each in data if ord(each) not in _characters()}))
    shown = data.translate(dict.fromkeys(map(ord, lacking), MISSING))
    return Sheet(_compiled(made, shown, moment), lacking)


@cache
def _source(templates: tuple[tuple[str, bytes], ...], name: str) -> dict[str, bytes]:
    """Return the files as Typst takes them, the first under the name that it begins with."""
    made = dict(templates)
    for path, text in templates:
        if _PACKAGE.search(text):
            raise SettingsError(
                f"公示单模板 {path} 要从网上取软件包；把要用的部分写进模板",
                f"the notice template {path} asks for a package from the network; write it out",
            )
    if name not in made:
        raise SettingsError(f"没有公示单模板 {name}", f"there is no notice template {name}")
    return {"main": made[name], **made}


def _compiled(source: dict[str, bytes], data: str, moment: int) -> bytes:
    from typst import TypstError  # noqa: PLC0415 - loaded with the compiler

    compiler = _compiler()
    try:
        made, warnings = compiler.compile_with_warnings(
            input=source,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=list(STANDARDS),
            timestamp=moment,
        )
    except TypstError as error:
        raise EngineError(_NAME, _told(error)) from error
    if warnings:
        # Among them a typeface that is not there: what it would set is not what was asked for.
        raise EngineError(_NAME, "; ".join(map(_told, warnings)))
    return bytes(made)


def _told(error: Any) -> str:
    return " ".join((str(error.message), *map(str, error.hints), *map(str, error.trace[:3])))


@cache
def _compiler() -> Any:
    """Return the process's compiler with the typeface and no other, or say what to install.

    Its type does not know yet that several files may come from memory.
    """
    try:
        import typst  # noqa: PLC0415 - only notices need it
    except ImportError as error:
        raise EngineError(_NAME, f"{_INSTALL} ({error})") from error
    font = font_file()
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font.parent)]
    )
    # The root is what `read` in a template could reach: a folder with nothing but the typeface.
    return typst.Compiler(root=str(font.parent), font_paths=fonts)


@cache
def font_file() -> Path:
    """Return the typeface's file, known by its digest, so that sheets are equal everywhere."""
    try:
        place = files("justmytype_intl_cjk") / _FONT
    except ModuleNotFoundError as error:
        raise EngineError(_NAME, f"{_INSTALL} ({error})") from error
    with as_file(place) as path:
        if not path.is_file():
            raise EngineError(_NAME, f"{_INSTALL} ({path.name})")
        found = blake2b(path.read_bytes(), digest_size=32).hexdigest()
        if found != _FONT_DIGEST:
            raise EngineError(_NAME, f"{_INSTALL} --force-reinstall ({path.name} {found[:12]})")
        return path


@cache
def _characters() -> frozenset[int]:
    """Return the characters that the typeface has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - rare characters only

    with TTFont(font_file(), lazy=True) as font:
        return frozenset(font.getBestCmap()) | {0x09, 0x0A, 0x0D, 0x20, 0x200B}
