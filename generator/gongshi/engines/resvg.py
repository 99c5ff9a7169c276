"""resvg: turns an SVG into a PNG, with nothing to install but its wheel."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from gongshi.errors import EngineError

_NAME = "resvg"
_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{}</svg>'
_HAN = '<text x="2" y="20" font-size="18" font-family="sans-serif">办</text>'


def png(svg: str, scale: float = 2.0, fonts: Sequence[Path] = ()) -> bytes:
    """Return a standalone SVG as PNG, `scale` pixels for each of its own.

    Fonts are those of the machine and the files given; without Han characters among them it is an
    EngineError, since resvg would leave the words out without a sound.
    """
    files = tuple(map(str, fonts))
    if not _can_write_han(files):
        raise EngineError(
            _NAME,
            "找不到含汉字的字体,请安装 fonts-noto-cjk 或给出字体文件"
            " · no font with Chinese characters: install fonts-noto-cjk or name a font file",
        )
    return _render(svg, scale, files)


@lru_cache(maxsize=8)
def _can_write_han(files: tuple[str, ...]) -> bool:
    drawn = _render(_BLANK.format(_HAN), 1.0, files)
    return drawn != _render(_BLANK.format(""), 1.0, files)


def _render(svg: str, scale: float, files: tuple[str, ...]) -> bytes:
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - only `gongshi flowchart` needs it
    except ImportError as error:
        raise EngineError(_NAME, f"pip install resvg-py ({error})") from error
    try:
        return bytes(svg_to_bytes(svg_string=svg, zoom=scale, font_files=list(files) or None))
    except ValueError as error:
        raise EngineError(_NAME, str(error)) from error
