"""A code says its address: module by module it is the one that segno draws."""

import re
from collections.abc import Iterator

import pytest
import segno
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongshi.engines import qr

ROOM = {1: 14, 2: 26, 6: 106, 7: 122, 9: 180, 10: 213, 25: 997, 40: 2331}
"""How many bytes fit into a code at the medium level of correction, by ISO/IEC 18004."""

ADDRESSES = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(["https", "http"]),
    st.from_regex(r"[a-z0-9-]{1,20}(\.[a-z]{2,8}){1,3}", fullmatch=True),
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-_./%?=&#公示", max_size=300),
)


def drawn_by_segno(address: str) -> list[str]:
    code = segno.make(
        address,
        error="m",
        micro=False,
        mask=qr.MASK,
        boost_error=False,
        mode="byte",
        encoding="utf-8",
    )
    return ["".join(map(str, row)) for row in code.matrix]


@settings(max_examples=300)
@given(ADDRESSES)
@example("https://xinqiao.gov.cn/stations/xinqiao/hukou/")
def test_a_code_is_the_one_that_segno_draws(address: str) -> None:
    assert qr.matrix(address) == drawn_by_segno(address)


@pytest.mark.parametrize(("version", "room"), ROOM.items())
def test_a_code_grows_when_it_is_full(version: int, room: int) -> None:
    address = "https://a.cn/".ljust(room, "x")

    assert len(qr.matrix(address)) == 17 + 4 * version
    assert qr.matrix(address) == drawn_by_segno(address)


def test_every_size_of_code_is_the_one_that_segno_draws() -> None:
    lengths = (*range(13, 700, 10), *range(700, 2331, 50))
    addresses = ["https://a.cn/".ljust(length, "x") for length in lengths]
    codes = [qr.matrix(address) for address in addresses]

    assert {len(code) for code in codes} == {17 + 4 * version for version in qr.VERSIONS}
    assert codes == [drawn_by_segno(address) for address in addresses]


def test_an_address_that_no_code_holds_is_an_error() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr.matrix("x" * 2332)


def drawn_over(svg: str) -> Iterator[tuple[int, int]]:
    """Go through the modules that the lines of the drawing pass."""
    for x, y, strokes in re.findall(r"M(\d+) (\d+)\.5((?:h\d+|m\d+ 0)+)", svg):
        at = int(x)
        for stroke, width in re.findall(r"([hm])(\d+)", strokes):
            if stroke == "h":
                yield from ((int(y) - qr.BORDER, x - qr.BORDER) for x in range(at, at + int(width)))
            at += int(width)


def test_the_drawing_has_the_modules_of_the_code_within_a_quiet_zone() -> None:
    address = "https://xinqiao.gov.cn/"
    made = qr.svg(address, '本页网址的"二维码"')

    dark = set(drawn_over(made))

    rows = qr.matrix(address)
    assert dark == {(y, x) for y, row in enumerate(rows) for x, dot in enumerate(row) if dot == "1"}
    assert f'viewBox="0 0 {len(rows) + 8} {len(rows) + 8}"' in made
    assert 'aria-label="本页网址的&#34;二维码&#34;"' in made
