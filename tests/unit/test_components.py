"""Every component stands alone: its examples render and hold, and strangers' words stay words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from markupsafe import Markup

from gongshi.engines.jinja import environment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDERS = sorted(folder for folder in (TEMPLATES / "components").iterdir() if folder.is_dir())
WITH_MACRO = [folder for folder in FOLDERS if list(folder.glob("*.html"))]
SHEETS = sorted((TEMPLATES / "components").glob("*/*.css"))

HOSTILE = "\"><script>'&"
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect", "use", "circle", "line"}


class Examples(yaml.SafeLoader):
    """Reads examples.yml, in which `!markup` stands before what the program itself drew."""


class View(dict[str, Any]):
    """What an example gives in place of a view: its keys are fields."""

    def __getattr__(self, name: str) -> object:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error


def _view(loader: Examples, node: yaml.MappingNode) -> View:
    return View({str(key): one for key, one in loader.construct_mapping(node, deep=True).items()})


Examples.add_constructor("tag:yaml.org,2002:map", _view)
Examples.add_constructor("!markup", lambda _loader, node: Markup(node.value))  # noqa: S704


@dataclass(frozen=True)
class Example:
    component: str
    name: str
    arguments: dict[str, Any]

    def render(self, made: jinja2.Environment) -> str:
        arguments = dict(self.arguments)
        block = arguments.pop("block", None)
        macro = macro_name(self.component)
        load = f'{{% from "components/{self.component}/{self.component}.html" import {macro} %}}'
        call = f"{{% call {macro}(**arguments) %}}{{{{ block }}}}{{% endcall %}}"
        source = load + (call if block else f"{{{{ {macro}(**arguments) }}}}")
        return made.from_string(source).render(arguments=arguments, block=block)


def macro_name(component: str) -> str:
    return component.replace("-", "_")


def examples() -> Iterator[Example]:
    for folder in WITH_MACRO:
        told = yaml.load((folder / "examples.yml").read_text("utf-8"), Examples)  # noqa: S506
        for name, arguments in told.items():
            yield Example(folder.name, name, arguments)


EXAMPLES = list(examples())
EACH = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.component}: {one.name}")


@pytest.fixture(scope="module")
def made() -> jinja2.Environment:
    return environment([TEMPLATES], lambda words: words)


class Reader(HTMLParser):
    """Follows tags as they open and close, and keeps what the tests ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("folder", WITH_MACRO, ids=lambda folder: folder.name)
def test_a_component_is_a_macro_of_its_folder_s_name(folder: Path) -> None:
    source = (folder / f"{folder.name}.html").read_text("utf-8")

    defined = re.findall(r"{%-? *macro (\w+)", source)

    assert macro_name(folder.name) in defined
    assert "{#" in source, "a comment says what each parameter is"


@EACH
def test_an_example_renders_to_tags_that_close(example: Example, made: jinja2.Environment) -> None:
    page = read(example.render(made))

    assert not page.wrong
    assert not page.open


@EACH
def test_what_is_absent_is_left_out_and_not_called_none(
    example: Example, made: jinja2.Environment
) -> None:
    page = read(example.render(made))

    said = " ".join([*page.words, *(value for _, value in page.attributes)])

    assert "None" not in said


@EACH
def test_an_example_carries_no_inline_style_and_no_inline_script(
    example: Example, made: jinja2.Environment
) -> None:
    names = {name for name, _ in read(example.render(made)).attributes}

    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}


@EACH
def test_an_example_uses_an_id_once_and_classes_of_our_own(
    example: Example, made: jinja2.Environment
) -> None:
    page = read(example.render(made))

    counted = Counter(page.all("id"))
    foreign = {name for value in page.all("class") for name in value.split() if name[:2] != "g-"}

    assert max(counted.values(), default=1) == 1
    assert foreign == set()


def hostile(value: Any) -> Any:
    """Put what breaks HTML in front of every word, but not where the program itself chose it."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return HOSTILE + value
    if isinstance(value, list):
        return [hostile(one) for one in value]
    if isinstance(value, dict):
        return View({key: hostile(one) for key, one in value.items()})
    return value


@EACH
def test_words_of_strangers_stay_words(example: Example, made: jinja2.Environment) -> None:
    attacked = Example(example.component, example.name, hostile(example.arguments))

    assert "<script" not in attacked.render(made)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_style_sheet_takes_its_colours_from_the_tokens(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", rules) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_style_sheet_speaks_of_the_component_s_own_classes(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", rules))

    assert {name for name in classes if not name.startswith(("g-", "no-js"))} == set()


def test_every_token_that_a_style_sheet_asks_for_is_defined() -> None:
    every = [*SHEETS, *sorted((TEMPLATES / "base").glob("*.css")), TEMPLATES / "theme/theme.css"]
    text = "\n".join(sheet.read_text("utf-8") for sheet in every)

    asked = set(re.findall(r"var\((--g-[\w-]+)\)", text))

    assert asked - set(re.findall(r"(--g-[\w-]+):", text)) == set()


def test_the_dark_palette_answers_every_colour_of_the_light_one() -> None:
    tokens = (TEMPLATES / "base/tokens.css").read_text("utf-8")
    light = tokens[: tokens.index("--g-stamp")]
    dark = tokens[tokens.index('[data-md-color-scheme="slate"]') : tokens.index("/* Elder")]

    assert re.findall(r"(--g-[\w-]+):", light) == re.findall(r"(--g-[\w-]+):", dark)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2 of #rgb or #rrggbb."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    tokens = (TEMPLATES / "base/tokens.css").read_text("utf-8")
    light, dark = tokens.split('[data-md-color-scheme="slate"]', 2)[:2]
    pairs = re.compile(r"--g-([\w-]+): (#[0-9a-f]{3,6});")
    return {"light": dict(pairs.findall(light)), "dark": dict(pairs.findall(dark))}


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "teal-soft", "seal-soft", "gold-soft"])
@pytest.mark.parametrize("ink", ["ink", "soft", "teal", "seal", "gold"])
def test_text_stands_out_from_every_ground(palette: str, ground: str, ink: str) -> None:
    colours = palettes()[palette]

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card", "teal-soft"])
def test_the_line_around_a_control_stands_out(palette: str, ground: str) -> None:
    colours = palettes()[palette]

    assert contrast(colours["control"], colours[ground]) >= 3


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("ground", ["teal", "seal"])
def test_text_on_a_full_colour_stands_out(palette: str, ground: str) -> None:
    colours = palettes()[palette]

    assert contrast(colours[f"on-{ground}"], colours[ground]) >= 4.5
