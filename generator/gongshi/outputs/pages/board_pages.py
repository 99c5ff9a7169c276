"""The pages of the whole board: the first page, the lists, the search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of the whole board: the section it lights, its address, its template."""

    section: str
    url: str
    kind: str


PAGES = (
    BoardPage("home", "", "home"),
    BoardPage("procedures", "procedures/", "procedures"),
    BoardPage("stations", "stations/", "stations"),
    BoardPage("fees", "fees/", "fees"),
    BoardPage("time-limits", "time-limits/", "time-limits"),
    BoardPage("life-events", "life-events/", "life-events"),
    BoardPage("bulletins", "bulletins/", "bulletins"),
    BoardPage("site-map", "site-map/", "sitemap"),
    BoardPage("about-data", "about-data/", "about-data"),
    BoardPage("search", "search/", "search"),
)
"""Every page of the whole board but those of single life events."""

def not_found(html, directory, folders): return html
