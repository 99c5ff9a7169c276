"""A visitor of the sample site, who notices every error of a script and every request elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.site import PATIENCE_S, Root
from tests.site.boards import Sample
from tests.site.server import Address

expect.set_options(timeout=PATIENCE_S * 1000)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor far from China, on whose page nothing may fail and nothing come from elsewhere."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="America/New_York",
        reduced_motion="reduce",
    )
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    opened.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
    opened.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    opened.on("request", lambda request: wrong.extend(elsewhere(request.url)))
    opened.on("response", lambda response: wrong.extend(missing(response)))
    yield opened
    context.close()
    assert wrong == []


def missing(response: Response) -> list[str]:
    """Return the address again if there was nothing at it."""
    return [f"{response.status}: {response.url}"] if response.status >= 400 else []


def elsewhere(url: str) -> list[str]:
    """Return the address again if it is that of another host."""
    home = ("http://127.0.0.1:", "file:///", "data:")
    return [] if url.startswith(home) else [f"request: {url}"]


@pytest.fixture
def http(served: Address) -> Root:
    """The sample site on a host, below a path that it was not built for."""
    return Root(served())


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, sample: Sample) -> Root:
    """The sample site on a host, and straight from its folder."""
    if request.param == "http":
        return Root(request.getfixturevalue("served")())
    return Root(f"{sample.site.as_uri()}/")
