"""The pages of the whole board: which there are, and how each becomes a body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from gongshi import urls
from gongshi.board.folder import BulletinFile
from gongshi.engines.jinja import plain
from gongshi.job import Job
from gongshi.outputs.pages.shell import CONTENT, HEAD, Shell, ShellKey
from gongshi.outputs.pages.stamp import Body, calendar_script, page
from gongshi.outputs.pages.studio import Folders, body
from gongshi.views import (
    about_data,
    audit,
    bulletins,
    changes,
    checklists,
    commitments,
    comparisons,
    complaints,
    coverage,
    evaluations,
    fee_register,
    home,
    life_events,
    limits_register,
    procedures,
    proofs,
    rectifications,
    searching,
    site_map,
    stations,
    supervision,
)
from gongshi.views.board import BoardWords, View
from gongshi.views.directory import Directory
from gongshi.views.parts import Printed
from gongshi.views.printed import notices_page
from gongshi.views.search import SearchRecord
from gongshi.views.voice import Voice


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of the whole board: the section it lights, its address, its template, its view."""

    section: str
    url: str
    kind: str
    view: View


PAGES = (
    BoardPage("procedures", "procedures/", "procedures", procedures.procedures),
    BoardPage("stations", "stations/", "stations", stations.stations),
    BoardPage("fees", "fees/", "fees", fee_register.fees),
    BoardPage("time-limits", "time-limits/", "time-limits", limits_register.time_limits),
    BoardPage("life-events", "life-events/", "life-events", life_events.life_events),
    BoardPage("supervision", "supervision/", "supervision", supervision.supervision),
    BoardPage("supervision", "rectifications/", "rectifications", rectifications.rectifications),
    BoardPage("supervision", "evaluations/", "evaluations", evaluations.evaluations),
    BoardPage("supervision", "complaints/", "complaints", complaints.complaints),
    BoardPage("supervision", "posts/", "posts", coverage.posts),
    BoardPage("supervision", "commitments/", "commitments", commitments.commitments),
    BoardPage("supervision", urls.CHECKLISTS, "checklists", checklists.checklists),
    BoardPage("supervision", urls.COMPARISONS, "comparisons", comparisons.comparisons),
    BoardPage("supervision", urls.NOT_NEEDED, "not-needed", proofs.not_needed),
    BoardPage("supervision", "audit/", "audit", audit.audit),
    BoardPage("bulletins", "bulletins/", "bulletins", bulletins.bulletins),
    BoardPage("changes", "changes/", "changes", changes.changes),
    BoardPage("about-data", "about-data/", "about-data", about_data.about_data),
    BoardPage("search", "search/", "search", searching.search),
)
"""Every page of the whole board that stands once.

Beside come the first page, the site map, and those of life events and of audits of stations.
"""

SITE_MAP = "site-map/"
HOME = ""


@dataclass(frozen=True, slots=True)
class Press:
    """What the pages of the whole board are made with, in one language."""

    directory: Directory
    folders: Folders
    language: str
    markdown_pages: tuple[tuple[str, str], ...]
    """Title and address of every Markdown page."""
    home_text: str = ""
    """What the board itself says on its first page, safe HTML."""
    has_notices: bool = False
    """Whether there is a page of notices."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The digest of every file of a station."""

    def words(self, url: str) -> BoardWords:
        """Return the board as the page at an address speaks of it."""
        first = self.directory.board.first_language
        here = urls.in_language(url, self.language, first)
        return BoardWords(self.directory, Voice(self.language, first, here))

    def job(
        self, shells: Mapping[ShellKey, Shell], section: str, place: tuple[str, str], view: View
    ) -> Job:
        """Return the job of a page; ``place`` is its address and its kind."""
        url, kind = place
        board = self.directory.board
        path = urls.file_of(urls.in_language(url, self.language, board.first_language))
        shown = view(self.words(url))

        def make() -> bytes:
            return page(self.body(section, url, kind, shown), board, shells)

        return Job(path, (self.language, repr(shown)), make)

    def body(self, section: str, url: str, kind: str, shown: object) -> Body:
        """Return the body of a page that shows a view."""
        html = body(self.folders, self.language, kind, shown)
        title = "" if kind == "home" else plain(getattr(shown, "title", ""))
        lead = plain(getattr(shown, "lead", None) or "")
        html += calendar_script(self.directory.calendar)
        languages = self.directory.board.languages
        feed = getattr(shown, "feed", None) or ""
        return Body(url, section, self.language, title, lead, html, languages, feed=feed)


def plan(press: Press, shells: Mapping[ShellKey, Shell]) -> Iterator[Job]:
    """Return a job for every page of the whole board in one language."""

    def job(section: str, url: str, kind: str, view: View) -> Job:
        return press.job(shells, section, (url, kind), view)

    first = partial(home.home, text=Markup(press.home_text))  # noqa: S704 - made safe before
    yield job("home", HOME, "home", first)
    for each in PAGES:
        yield job(each.section, each.url, each.kind, each.view)
    for folder in press.directory.stations:
        of_station = partial(audit.station_audit, folder=folder)
        yield job("supervision", urls.audit(folder.id), "station-audit", of_station)
    yield job(
        "site-map",
        SITE_MAP,
        "sitemap",
        partial(
            site_map.site_map,
            markdown_pages=press.markdown_pages,
            has_notices=press.has_notices,
        ),
    )
    for event in press.directory.board.life_events:
        view = partial(life_events.life_event, event_id=event.id)
        yield job("life-events", urls.life_event(event.id), "life-event", view)
    yield from _comparisons(press, shells)


def _comparisons(press: Press, shells: Mapping[ShellKey, Shell]) -> Iterator[Job]:
    """Return a job for every comparison of stations; what does not change is not even compared."""
    board, digests = press.directory.board, press.digests

    def make(url: str, family: comparisons.Family) -> bytes:
        shown = comparisons.comparison(press.words(url), family)
        return page(press.body("supervision", url, "comparison", shown), board, shells)

    for kin, family in comparisons.comparisons_of(press.words(urls.COMPARISONS)):
        url = urls.comparison(*kin)
        path = urls.file_of(urls.in_language(url, press.language, board.first_language))
        said = [digests[name] for folder, each in family for name in (folder.file, each.file)]
        yield Job(path, (press.language, *said), partial(make, url, family))


def printed_page(
    press: Press, shells: Mapping[ShellKey, Shell], printed: Mapping[str, tuple[Printed, ...]]
) -> Job:
    """Return the job of the page of all notices; ``printed`` are those of every station."""
    view = partial(notices_page, printed=printed)
    return press.job(shells, "stations", (urls.NOTICES, "notices"), view)


def search_records(press: Press) -> Iterator[SearchRecord]:
    """Return what the search knows of the pages of the whole board."""
    words = press.words("search/")
    for each in (bulletins, checklists, commitments, comparisons, coverage, proofs):
        yield from each.search_records(words)


def heading(press: Press, file: BulletinFile, url: str) -> Markup:
    """Return the head of a bulletin's page, which stands at ``url``."""
    board = press.directory.board
    words = BoardWords(press.directory, Voice(press.language, board.first_language, url))
    return body(press.folders, press.language, "bulletin", bulletins.bulletin(words, file))


def not_found(html: str, press: Press, base: str) -> str:
    """Return the page for dead addresses: its own shell, which the host rendered, with its body."""
    words = press.words("")
    shown = searching.not_found(words, base)
    name = press.directory.board.name.said(press.language).plain
    head = Markup("<title>{} · {}</title>").format(shown.title, name)
    return html.replace(HEAD, head).replace(
        CONTENT, body(press.folders, press.language, "not-found", shown)
    )
