"""How tests open the sample board's site: from a host, straight from the folder, at a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from playwright.sync_api import Page

CHINA = timezone(timedelta(hours=8))
CARD = "stations/xinqiao-police/id-card-renewal/"


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


def texts(page: Page, selector: str) -> list[str]:
    """Return the words of all visible elements, each on one line."""
    found = page.locator(f"{selector}:visible").all_inner_texts()
    return [" ".join(each.split()) for each in found]
