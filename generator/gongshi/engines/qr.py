"""segno: an address as a QR code, drawn as one path."""

from __future__ import annotations

from markupsafe import Markup

BORDER = 4
"""The quiet zone around the code, in modules, that scanners ask for."""

MASK = 3
"""Always the same of the eight masks.

Trying all of them takes five times as long and no scanner minds.
"""


def svg(address: str, label: str) -> Markup:
    """Return an SVG whose unit is a module; colours come from the style sheet."""
    import segno  # noqa: PLC0415 - only pages with an address need it

    code = segno.make(address, error="m", micro=False, mask=MASK, boost_error=False)
    size = len(code.matrix) + 2 * BORDER
    return Markup(
        '<svg class="g-qr" viewBox="0 0 {0} {0}" width="{0}" height="{0}"'
        ' role="img" aria-label="{1}">'
        '<path class="g-qr__ground" d="M0 0h{0}v{0}H0z"/><path class="g-qr__code" d="{2}"/></svg>'
    ).format(size, label, "".join(_runs(code.matrix)))


def _runs(matrix: tuple[bytearray, ...]) -> list[str]:
    """Return a path piece for every run of dark modules."""
    pieces = []
    for y, row in enumerate(matrix, BORDER):
        x, width = 0, len(row)
        while x < width:
            if not row[x] & 1:
                x += 1
                continue
            start = x
            while x < width and row[x] & 1:
                x += 1
            pieces.append(f"M{start + BORDER} {y}h{x - start}v1h-{x - start}z")
    return pieces
