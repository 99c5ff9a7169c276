"""Bodies are made with the templates of the board, in its languages, as they are at each build."""

from pathlib import Path

from gongshi.outputs.pages import studio


def _board(folder: Path, words: str) -> studio.Folders:
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "word.html").write_text(f"{{% macro word() %}}{words}{{% endmacro %}}", "utf-8")
    (folder / "pages" / "home.html").write_text(
        '{% from "word.html" import word %}{{ word() }}:{{ page }}', "utf-8"
    )
    return (folder,)


def test_a_body_speaks_its_language_and_escapes_its_view(tmp_path: Path) -> None:
    folders = _board(tmp_path, '{{ _("收费") }}')

    made = [studio.body(folders, language, "home", "<b>") for language in ("zh", "en", "zh")]

    assert made == ["收费:&lt;b&gt;", "Fees:&lt;b&gt;", "收费:&lt;b&gt;"]


def test_a_build_sees_templates_that_changed_since_the_last(tmp_path: Path) -> None:
    before = studio.body(_board(tmp_path, "旧"), "zh", "home", "")
    folders = _board(tmp_path, "新")

    studio.renew()

    assert (before, studio.body(folders, "zh", "home", "")) == ("旧:", "新:")
