"""mkdocs.yml as far as a build needs it that does not have to start the host."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongshi.engines import yaml

FILE: Final = "mkdocs.yml"

_PLAIN: Final = frozenset(
    (
        *("site_name", "site_url", "docs_dir", "site_dir", "theme", "use_directory_urls"),
        *("plugins", "markdown_extensions", "strict", "dev_addr", "validation", "copyright"),
    )
)
"""Keys by which nothing but the file itself and content/ decide what the host makes."""


@dataclass(frozen=True, slots=True)
class HostFile:
    """What mkdocs.yml says of where the site goes and how it is made."""

    site_dir: str = "site"
    language: str = "zh"
    workers: int | None = None
    is_strict: bool = False


def usual(content: Path) -> str:
    """Return the settings by which a board without a mkdocs.yml is built."""
    return "\n".join(
        (
            "site_name: 公示栏",
            f"docs_dir: {json.dumps(str(content), ensure_ascii=False)}",
            "theme: {name: material, language: zh, font: false}",
            "markdown_extensions: [tables, toc]",
            "plugins: [gongshi]",
        )
    )


def read(root: Path) -> HostFile | None:
    """Return what a plain mkdocs.yml says.

    Nothing is returned for one with hooks, other plugins, environment variables or an unusual
    content folder: what the host makes then depends on more than can be known here.
    """
    path = root / FILE
    if not path.is_file():
        return HostFile()
    try:
        node = yaml.parse(yaml.decode(path.read_bytes()))
    except yaml.YamlError:
        return None
    if not isinstance(node, yaml.Mapping) or any(key.text not in _PLAIN for key, _ in node.entries):
        return None
    said = {key.text: value for key, value in node.entries}
    plugin = _only_plugin(said.get("plugins"))
    strict = _word(said.get("strict"), "false")
    if (
        plugin is None
        or strict not in {"true", "false"}
        or _word(said.get("docs_dir"), "content") != "content"
    ):
        return None
    workers = plugin.get("workers")
    return HostFile(
        _word(said.get("site_dir"), "site"),
        plugin.get("language", "zh"),
        int(workers) if workers and workers.isdecimal() else None,
        strict == "true",
    )


def _word(node: yaml.Node | None, default: str) -> str:
    return node.text if isinstance(node, yaml.Scalar) else default


def _only_plugin(node: yaml.Node | None) -> dict[str, str] | None:
    """Return the options of our plugin if it is the only one."""
    if not isinstance(node, yaml.Sequence) or len(node.items) != 1:
        return None
    only = node.items[0]
    if isinstance(only, yaml.Scalar):
        return {} if only.text == "gongshi" else None
    if not isinstance(only, yaml.Mapping) or [key.text for key, _ in only.entries] != ["gongshi"]:
        return None
    options = only.entries[0][1]
    entries = options.entries if isinstance(options, yaml.Mapping) else ()
    return {key.text: value.text for key, value in entries if isinstance(value, yaml.Scalar)}
