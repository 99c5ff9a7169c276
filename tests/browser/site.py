"""How tests open the sample board's site: from a host, straight from the folder, at a moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from time import monotonic
from typing import TypeVar

from playwright.sync_api import Locator, Page

CHINA = timezone(timedelta(hours=8))
CARD = "stations/xinqiao-police/id-card-renewal/"
PATIENCE_S = 30
"""How long a test waits for what must come; a machine that does other things is no failure."""
T = TypeVar("T")


@dataclass(frozen=True)
class Root:
    """Where the site is: on a host below a path, or in a folder without any server."""

    start: str

    @property
    def is_file(self) -> bool:
        """Whether there is no server."""
        return self.start.startswith("file:")

    def __call__(self, url: str = "", query: str = "") -> str:
        """Return the whole address of a page; a folder has no page of its own without a server."""
        return self.start + url + ("index.html" if self.is_file else "") + query


def at(page: Page, moment: str) -> None:
    """Stop the visitor's clock at a moment of China's time, such as 2026-11-24 09:30."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=CHINA))


def settled(page: Page) -> None:
    """Wait until nothing on the page moves any more."""
    page.evaluate(
        """async () => {
          for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
          await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
        }"""
    )


def shown(page: Page, selector: str) -> Locator:
    """Return what of it can be seen; after an action it is judged by `expect`, which waits."""
    return page.locator(f"{selector}:visible")


def texts(page: Page, selector: str) -> list[str]:
    """Return the words of all visible elements, each on one line, as they are at this moment.

    After an action they may still be the words of before: ask through `eventually`.
    """
    return [" ".join(each.split()) for each in shown(page, selector).all_inner_texts()]


def eventually(page: Page, ask: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Ask until the answer holds, where `expect` has no words for it, and return that answer."""
    end = monotonic() + PATIENCE_S
    while not holds(answer := ask()):
        assert monotonic() < end, f"after {PATIENCE_S} s it is still {answer!r}"
        page.wait_for_timeout(20)
    return answer
