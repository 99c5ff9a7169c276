"""The environment escapes everything, forgives nothing and lets a board's own templates win."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
from markupsafe import Markup

from gongshi.board.text import Said
from gongshi.engines.jinja import environment


def _same(words: str) -> str:
    return words


def _render(folder: Path, source: str, **values: object) -> str:
    (folder / "page.html").write_text(source, encoding="utf-8")
    return environment([folder], _same).get_template("page.html").render(values)


def test_what_a_board_says_is_escaped_whatever_the_name_of_the_template(tmp_path: Path) -> None:
    (tmp_path / "row.txt").write_text("{{ name }}", encoding="utf-8")

    row = environment([tmp_path], _same).get_template("row.txt").render(name="<b>&\"'")

    assert row == "&lt;b&gt;&amp;&#34;&#39;"


def test_markup_that_the_program_made_is_printed_as_it_is(tmp_path: Path) -> None:
    assert _render(tmp_path, "{{ drawing }}", drawing=Markup("<svg/>")) == "<svg/>"


@pytest.mark.parametrize("source", ["{{ page.fee }}", "{% if page.fee %}x{% endif %}", "{{ fee }}"])
def test_a_name_that_is_not_there_is_an_error(tmp_path: Path, source: str) -> None:
    with pytest.raises((jinja2.UndefinedError, AttributeError), match="fee"):
        _render(tmp_path, source, page=SimpleNamespace())


def test_the_value_of_a_mapping_is_no_field(tmp_path: Path) -> None:
    hours = {"items": "whole day"}

    assert _render(tmp_path, '{{ hours["items"] }}', hours=hours) == "whole day"
    with pytest.raises(AttributeError):
        _render(tmp_path, "{{ hours.weekly }}", hours={"weekly": "never"})


def test_the_templates_of_a_board_come_before_those_of_the_package(tmp_path: Path) -> None:
    own, package = tmp_path / "own", tmp_path / "package"
    for folder, words in ((own, "own"), (package, "package")):
        folder.mkdir()
        (folder / "a.html").write_text(words, encoding="utf-8")
    (package / "b.html").write_text("{% include 'a.html' %} b", encoding="utf-8")

    made = environment([own, package], _same).get_template("b.html").render()

    assert made == "own b"


def test_a_block_alone_on_its_line_leaves_no_blank_line(tmp_path: Path) -> None:
    source = "<ul>\n  {% for n in (1, 2) %}\n  <li>{{ n }}</li>\n  {% endfor %}\n</ul>\n"

    assert _render(tmp_path, source) == "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>"


def test_words_of_the_interface_are_translated_and_their_values_escaped(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{{ _("共 %(count)s 项", count=count) }}', encoding="utf-8")
    words = {"共 %(count)s 项": "%(count)s procedures"}

    made = environment([tmp_path], words.__getitem__).get_template("page.html")

    assert made.render(count="<3>") == "&lt;3&gt; procedures"


def test_an_imported_component_can_translate_too(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text(
        '{% macro c() %}{{ _("收费") }}{% endmacro %}', encoding="utf-8"
    )
    (tmp_path / "page.html").write_text('{% from "c.html" import c %}{{ c() }}', encoding="utf-8")

    made = environment([tmp_path], {"收费": "Fees"}.__getitem__).get_template("page.html").render()

    assert made == "Fees"


def test_a_plural_follows_the_language(tmp_path: Path) -> None:
    source = "{% trans n=n %}%(n)s 份{% pluralize %}%(n)s 份{% endtrans %}"
    (tmp_path / "page.html").write_text(source.replace("%(n)s", "{{ n }}"), encoding="utf-8")

    def english(_one: str, _many: str, number: int) -> str:
        return "%(n)s paper" if number == 1 else "%(n)s papers"

    made = environment([tmp_path], _same, ngettext=english).get_template("page.html")

    assert [made.render(n=1), made.render(n=2)] == ["1 paper", "2 papers"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a < b", "a &lt; b"),
        (Said("Fees & costs", "en"), "Fees &amp; costs"),
        (Markup("<em>20</em> &amp; up"), "20 &amp; up"),
        (20, "20"),
    ],
)
def test_plain_gives_words_fit_for_an_attribute(tmp_path: Path, value: object, words: str) -> None:
    assert _render(tmp_path, '<i title="{{ x | plain }}">', x=value) == f'<i title="{words}">'


def test_a_text_of_another_language_is_marked_in_running_text(tmp_path: Path) -> None:
    assert _render(tmp_path, "{{ x }}", x=Said("费用", "zh")) == '<span lang="zh-CN">费用</span>'


def test_a_text_of_the_interface_is_printed_as_it_is_with_values_or_without(
    tmp_path: Path,
) -> None:
    source = '{{ _("<b>甲</b> 5%%") }} {{ _("<i>%(n)s</i> 5%%", n=n) }}'

    assert _render(tmp_path, source, n="<") == "<b>甲</b> 5% <i>&lt;</i> 5%"


def test_texts_and_macros_can_be_called_within_loops_of_blocks(tmp_path: Path) -> None:
    source = (
        '{% block steps %}{% macro more(n) %}{{ _("另 %(n)s", n=n) }}{% endmacro %}'
        '{% for n in (1, 2) %}{{ _("第 %(n)s 步", n=n) }}{{ more(n) }}{% endfor %}{% endblock %}'
    )

    assert _render(tmp_path, source) == "第 1 步另 1第 2 步另 2"


def test_a_value_that_is_missing_from_a_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        _render(tmp_path, '{{ _("共 %(count)s 项") }}')


def test_every_language_has_words_of_its_own_in_the_same_templates(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text(
        '{% set title = _("收费") %}{% macro c() %}{{ title }} {{ _("收费") }}{% endmacro %}',
        encoding="utf-8",
    )
    (tmp_path / "page.html").write_text('{% from "c.html" import c %}{{ c() }}', encoding="utf-8")

    made = [
        environment([tmp_path], gettext).get_template("page.html").render()
        for gettext in (_same, {"收费": "Fees"}.__getitem__)
    ]

    assert made == ["收费 收费", "Fees Fees"]


def test_a_new_environment_sees_templates_that_changed(tmp_path: Path) -> None:
    first = _render(tmp_path, "{{ 1 + 1 }}")

    assert (first, _render(tmp_path, "{{ 1 + 2 }}")) == ("2", "3")


class Word(str):
    """A text that is a little more than one."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("<b>", "&lt;b&gt;"),
        (Word("<b>"), "&lt;b&gt;"),
        (["<b>"], "[&#39;&lt;b&gt;&#39;]"),
        (Said("<b>"), "&lt;b&gt;"),
        (Said("<b>", "en"), '<span lang="en">&lt;b&gt;</span>'),
        (Markup("<b>"), "<b>"),
        (0, "0"),
        (None, "None"),
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "{{ value }}",
        "{% macro cell(value) %}{{ value }}{% endmacro %}{{ cell(value) }}",
        "{% macro cell(value) %}{{ value }}{% endmacro %}{{ cell(value=value) }}",
        "{% macro cell(value) %}{{ caller() }}{% endmacro %}"
        "{% call cell() %}{{ value }}{% endcall %}",
        "{% for each in (value,) %}{{ each }}{% endfor %}",
        "{% for each in (value,) %}{{ [each] | first }}{% endfor %}",
        "{% set words %}{{ value }}{% endset %}{{ words }}",
    ],
)
def test_a_value_is_escaped_once_wherever_it_is_printed(
    tmp_path: Path, source: str, value: object, printed: str
) -> None:
    assert _render(tmp_path, source, value=value) == printed


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ('cell("a")', "a, none"),
        ('cell("a", "b")', "a, b"),
        ('cell(note="b", name="a")', "a, b"),
        ('cell(*("a", "b"))', "a, b"),
        ('cell(**{"name": "a"})', "a, none"),
    ],
)
def test_a_component_takes_its_values_in_order_or_by_name(
    tmp_path: Path, call: str, printed: str
) -> None:
    (tmp_path / "cell.html").write_text(
        '{% macro cell(name, note="none") %}{{ name }}, {{ note }}{% endmacro %}', encoding="utf-8"
    )

    made = _render(tmp_path, f'{{% from "cell.html" import cell %}}{{{{ {call} }}}}')

    assert made == printed


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("cell()", jinja2.UndefinedError),
        ("cell(1, 2)", TypeError),
        ("cell(name=1, more=2)", TypeError),
        ("other(1)", jinja2.UndefinedError),
    ],
)
def test_a_component_that_is_called_wrongly_is_an_error(
    tmp_path: Path, call: str, error: type[Exception]
) -> None:
    source = f"{{% macro cell(name) %}}{{{{ name }}}}{{% endmacro %}}{{{{ {call} }}}}"

    with pytest.raises(error):
        _render(tmp_path, source)


def test_a_template_of_a_board_may_use_jinja_s_own_tag_for_texts_and_names_around_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "around.html").write_text(
        "{% macro around() %}{{ name }}{% endmacro %}", encoding="utf-8"
    )
    source = (
        '{% from "around.html" import around with context %}'
        "{{ around() }}, {% trans who=name %}对 {{ who }}{% endtrans %}"
    )

    assert _render(tmp_path, source, name="<b>") == "&lt;b&gt;, 对 &lt;b&gt;"
