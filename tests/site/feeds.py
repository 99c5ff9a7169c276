"""What RFC 4287 asks of a feed, judged by a strict XML parser and nothing of ours."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*")
NEEDED = ("id", "title", "updated")
ONCE = ("published", "subtitle", "rights", "logo", "icon", "generator", "summary", "content")
FEED = {*NEEDED, *ONCE, "author", "category", "contributor", "link", "entry"} - {
    *("published", "summary", "content"),
}
ENTRY = {*NEEDED, "published", "summary", "content", "rights", "source"} | {
    *("author", "category", "contributor", "link"),
}


def faults(feed: Element, home: str) -> list[str]:
    """Return what is wrong with a feed whose site stands at ``home``."""
    if feed.tag != f"{ATOM}feed":
        return [f"root {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    found = [*_parts(feed, FEED), *_links(feed, home)]
    for entry in entries:
        found += [*_parts(entry, ENTRY), *_links(entry, home)]
    ids = Counter(each.findtext(f"{ATOM}id") for each in (feed, *entries))
    found += [f"{name} stands {count} times" for name, count in ids.items() if count > 1]
    links = feed.findall(f"{ATOM}link")
    found += ["no link to itself"] * (not any(link.get("rel") == "self" for link in links))
    found += ["no language"] * (not feed.get(LANG))
    found += ["a feed of nobody"] * (feed.find(f"{ATOM}author") is None)
    return found


def _parts(node: Element, known: set[str]) -> Iterator[str]:
    names = Counter(child.tag.removeprefix(ATOM) for child in node)
    yield from (f"unknown {name}" for name in names if name not in known)
    yield from (f"{names[name]} {name}" for name in NEEDED if names[name] != 1)
    yield from (f"{names[name]} {name}" for name in ONCE if names[name] > 1)
    name = node.findtext(f"{ATOM}id") or ""
    if not TAG.fullmatch(name):
        yield f"id {name}"
    moments = [*node.findall(f"{ATOM}updated"), *node.findall(f"{ATOM}published")]
    yield from (f"moment {each.text}" for each in moments if not MOMENT.fullmatch(each.text or ""))
    for person in node.findall(f"{ATOM}author"):
        if not person.findtext(f"{ATOM}name") or person[0].attrib:
            yield "an author without a bare name"
    terms = [each.get("term") for each in node.findall(f"{ATOM}category")]
    yield from ("a category without a term" for term in terms if not term)


def _links(node: Element, home: str) -> Iterator[str]:
    links = node.findall(f"{ATOM}link")
    for address in (link.get("href") or "" for link in links):
        if not ADDRESS.fullmatch(address) or not address.startswith(home):
            yield f"link {address}"
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    if len(pages) != 1:
        yield f"{len(pages)} links to a page"
