"""segno: an address as a QR code, drawn as one path.

The codes of a board's pages differ in a few letters. So segno draws one code of each size; what
does not depend on the address is kept of it, and the rest is arithmetic of ISO/IEC 18004.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby, product, zip_longest
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape

BORDER = 4
"""The quiet zone around the code, in modules, that scanners ask for."""

MASK = 3
"""Always the same of the eight masks: to choose the best takes long, and no scanner minds."""

VERSIONS = range(1, 41)
"""The sizes of code that there are."""

_BYTES = 0b0100
_PADDING = bytes((0b11101100, 0b00010001))
_SHORT = range(1, 10)
"""The versions that count bytes in 8 bits, not in 16."""
_TIMING = 6
"""The row and the column where dark and light take turns."""
_WITH_VERSION = 45
"""The least size of codes in which their version is written."""
_WIDEST = 177
_AT_ONCE = 8
"""The modules that are drawn by one look into a table."""


def svg(address: str, label: str) -> Markup:
    """Return an SVG whose unit is a module; colours come from the style sheet.

    Rows are lines as thick as a module, which take a third of the letters that rectangles take.
    """
    rows = matrix(address)
    size = len(rows) + 2 * BORDER
    return Markup(  # noqa: S704 - all but the label are numbers
        f'<svg class="g-qr" viewBox="0 0 {size} {size}" width="{size}" height="{size}"'
        f' role="img" aria-label="{escape(label)}">'
        f'<path class="g-qr__ground" d="M0 0h{size}v{size}H0z"/>'
        f'<path class="g-qr__code" d="{"".join(map(_line, rows, _STARTS))}"/></svg>'
    )


def matrix(address: str) -> list[str]:
    """Return the rows of the code, ``1`` for a dark module; the address counts in UTF-8."""
    data = address.encode()
    for version in VERSIONS:
        if len(data) <= _room(version):
            form = _form(version)
            return form.rows(form.codewords(data))
    raise ValueError("an address is too long for a QR code")


@dataclass(frozen=True, slots=True)
class _Form:
    """What all codes of one version have in common, at the medium level of correction."""

    size: int
    length_bits: int
    blocks: tuple[int, ...]
    """How many codewords of data each block has."""
    correction: int
    """How many codewords of correction each block has."""
    mask: int
    """The modules of data, in the order in which bits are put there, where all bits are nought."""
    pick: Callable[[str], tuple[str, ...]]
    """Takes all modules, row by row, out of a 0, a 1 and the bits of data."""

    def codewords(self, data: bytes) -> bytes:
        """Return the data as codewords with their correction, blocks mixed word by word."""
        head = (_BYTES << self.length_bits | len(data)) << 8 * len(data)
        # Four noughts are the end. After them segno leaves one more codeword empty, which no reader
        # minds; codes are to stay what they are.
        bits = (head | int.from_bytes(data)) << 12
        used = len(data) + self.length_bits // 8 + 2
        words = bits.to_bytes(used) + _PADDING * (sum(self.blocks) // 2)
        blocks, start = [], 0
        for length in self.blocks:
            blocks.append(words[start : start + length])
            start += length
        checks = [_correction(block, self.correction) for block in blocks]
        mixed = chain(zip_longest(*blocks), zip_longest(*checks))
        return bytes(word for column in mixed for word in column if word is not None)

    def rows(self, words: bytes) -> list[str]:
        """Return the rows of modules with these codewords."""
        count = self.mask.bit_length() - 1
        placed = int.from_bytes(words) << count - 8 * len(words) ^ self.mask
        modules = "".join(self.pick("01" + f"{placed:b}"[1:]))
        return [modules[at : at + self.size] for at in range(0, len(modules), self.size)]


@cache
def _room(version: int) -> int:
    """Return how many bytes a code holds."""
    return (8 * sum(_blocks(version)[0]) - 4 - _length_bits(version)) // 8


def _length_bits(version: int) -> int:
    """Return in how many bits a code says how many bytes it holds."""
    return 8 if version in _SHORT else 16


def _blocks(version: int) -> tuple[tuple[int, ...], int]:
    """Return how many codewords of data each block has, and how many of correction."""
    from segno import consts  # noqa: PLC0415

    levels: Any = consts.ECC[version]
    kinds = levels[consts.ERROR_LEVEL_M]
    data = tuple(each.num_data for each in kinds for _ in range(each.num_blocks))
    return data, kinds[0].num_total - kinds[0].num_data


@cache
def _form(version: int) -> _Form:
    """Return the form of a version, as segno draws and counts it."""
    import segno  # noqa: PLC0415 - only pages with an address need it
    from segno import consts  # noqa: PLC0415

    code = segno.make("0", version=version, error="m", mask=MASK, micro=False, boost_error=False)
    size, shown = len(code.matrix), chain.from_iterable(code.matrix)
    patterns = set(_patterns(size, consts.ALIGNMENT_POS[version - 2] if version > 1 else ()))
    data = [place for place in _zigzag(size) if place not in patterns]
    bit_at = {y * size + x: number for number, (y, x) in enumerate(data, 2)}
    blocks, correction = _blocks(version)
    return _Form(
        size,
        _length_bits(version),
        blocks,
        correction,
        # The 1 in front says how many there are, for a number does not begin with noughts.
        int("1" + "".join("01"[(y + x) % 3 == 0] for y, x in data), 2),
        itemgetter(*(bit_at.get(at, is_dark) for at, is_dark in enumerate(shown))),
    )


def _patterns(size: int, centres: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Go through the modules that hold no data."""
    corner, far = range(9), range(size - 8, size)
    yield from chain(product(corner, corner), product(corner, far), product(far, corner))
    yield from chain.from_iterable(((_TIMING, at), (at, _TIMING)) for at in range(size))
    for y, x in product(centres, centres):
        # In three corners there is none.
        if {y, x} not in ({_TIMING}, {_TIMING, centres[-1]}):
            yield from product(range(y - 2, y + 3), range(x - 2, x + 3))
    if size >= _WITH_VERSION:
        near, beside = range(6), range(size - 11, size - 8)
        yield from chain(product(near, beside), product(beside, near))


def _zigzag(size: int) -> Iterator[tuple[int, int]]:
    """Go through all modules in pairs of columns from the right, up and down in turn."""
    columns = [x for x in range(size - 1, -1, -1) if x != _TIMING]
    for turn, (right, left) in enumerate(zip(columns[::2], columns[1::2], strict=True)):
        for y in range(size) if turn % 2 else range(size - 1, -1, -1):
            yield from ((y, right), (y, left))


def _correction(block: bytes, count: int) -> bytes:
    """Return the remainder of a block, taken as a polynomial, by the generator of that degree."""
    multiples, top, rest = _multiples(count), 8 * (count - 1), 0
    low = (1 << top) - 1
    for word in block:
        rest = (rest & low) << 8 ^ multiples[word ^ rest >> top]
    return rest.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """Return the generator of a degree times every byte, without its first term."""
    from segno.consts import GALIOS_EXP, GALIOS_LOG, GEN_POLY  # noqa: PLC0415

    return 0, *(
        int.from_bytes(bytes(GALIOS_EXP[GALIOS_LOG[factor] + term] for term in GEN_POLY[count]))
        for factor in range(1, 256)
    )


def _line(row: str, start: str) -> str:
    """Return the line along the middle of a row."""
    parts = [_strokes(row[at : at + _AT_ONCE]) for at in range(0, len(row), _AT_ONCE)]
    return start + "".join(parts)


@cache
def _strokes(modules: str) -> str:
    """Return the strokes of a few neighbouring modules: drawn where dark, gone over where light.

    >>> _strokes("11100101")
    'h3m2 0h1m1 0h1'
    """
    runs = ((dot, len(list(run))) for dot, run in groupby(modules))
    return "".join(f"h{width}" if dot == "1" else f"m{width} 0" for dot, width in runs)


_STARTS = tuple(f"M{BORDER} {BORDER + y}.5" for y in range(_WIDEST))
