"""Every page is valid HTML, every link leads somewhere, nothing comes from anywhere else."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from gongshi.publish.verify import Facts, read_file, verify
from tests.conftest import ROOT
from tests.site.boards import Sample, Written, page_of, pages

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SPOKEN = (
    "This document appears to be written in Simplified Chinese but the “html” start tag has "
    '“lang="en"”. Consider using “lang="zh-hans"” (or variant) instead.'
)
FORGIVEN = {SPOKEN: "a page that has no translation shows the Chinese, marked as such word by word"}
"""The checker's warnings that are no faults here, with the reason."""


def judged(*pages_: Path) -> list[tuple[str, str]]:
    """Return what the Nu checker says of pages, as file and message."""
    run = subprocess.run(
        ["java", "-Xss8m", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *pages_],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        (Path(each["url"].removeprefix("file:")).parent.name, each["message"])
        for each in json.loads(run.stderr)["messages"]
    ]


def test_the_nu_checker_finds_nothing_on_any_page(sample: Sample) -> None:
    found = judged(*(sample.site / page_of(url) for url in pages(sample.site)))

    assert [each for each in found if each[1] not in FORGIVEN] == []


def test_the_nu_checker_would_find_a_fault(sample: Sample, tmp_path: Path) -> None:
    page = (sample.site / "fees/index.html").read_text(encoding="utf-8")
    (tmp_path / "bad.html").write_text(page.replace("<h1", "<center><h1"), encoding="utf-8")

    assert judged(tmp_path / "bad.html") != []


def test_every_link_of_the_site_leads_somewhere_and_nothing_is_loaded_from_elsewhere(
    sample: Sample,
) -> None:
    home = Written(sample.board).settings["public_url"]

    assert verify(sample.site, home) == ()


def test_links_are_relative_so_that_the_site_may_stand_under_any_path(sample: Sample) -> None:
    links = re.compile(r'\b(?:href|src|action)="(/[^"]*)"')

    rooted = {
        url: found
        for url in pages(sample.site)
        if (found := links.findall((sample.site / page_of(url)).read_text(encoding="utf-8")))
    }

    assert set(rooted) == {"404.html"}
    assert all(link.startswith("/qinghe/") for link in rooted["404.html"])


def test_the_page_for_dead_addresses_leads_home_from_any_depth(sample: Sample) -> None:
    html = (sample.site / "404.html").read_text(encoding="utf-8")
    links = re.findall(r'\b(?:href|src|action|data-g-base)="([^"]*)"', html)

    holds_anywhere = re.compile(r"/qinghe/|#content|[a-z]+:")

    assert links
    assert [link for link in links if not holds_anywhere.match(link)] == []


def test_one_inline_script_and_no_inline_style_stand_on_every_page(sample: Sample) -> None:
    """So that one hash in a Content-Security-Policy vouches for all of them."""
    facts = Facts()
    styles = []
    for url in pages(sample.site):
        data = (sample.site / page_of(url)).read_bytes()
        facts.add(read_file(page_of(url), data))
        if re.search(rb"<style|\sstyle=", data):
            styles.append(url)

    assert len(facts.scripts) == 1
    assert styles == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_the_style_sheet_and_the_script_are_named_by_what_they_hold(
    sample: Sample, kind: str
) -> None:
    (asset,) = sample.site.glob(f"assets/gongshi.*.{kind}")

    assert re.fullmatch(rf"gongshi\.[0-9a-f]{{12}}\.{kind}", asset.name)
