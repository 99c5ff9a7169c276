"""Files of a generated board: YAML as people write it, and forms as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bench.words import Said

_MAP, _SEQ = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
_LINE = 60


class Scribe:
    """Writes into a folder, words in the board's languages.

    Short mappings and lists stand on one line, long ones line by line.
    """

    def __init__(self, folder: Path, languages: tuple[str, ...]) -> None:
        self.folder = folder

        class Dumper(yaml.CSafeDumper):
            """PyYAML's writer with our habits."""

            def ignore_aliases(self, _data: Any) -> bool:
                return True

        def say(dumper: Any, said: Said) -> yaml.Node:
            spoken = {name: getattr(said, name) for name in languages}
            return dumper.represent_data(said.zh if len(spoken) == 1 else spoken)  # type: ignore[no-any-return]

        def mapping(dumper: Any, value: Any) -> yaml.Node:
            return _short(dumper.represent_mapping(_MAP, value.items()))

        def sequence(dumper: Any, value: Any) -> yaml.Node:
            return _short(dumper.represent_sequence(_SEQ, value))

        Dumper.add_representer(Said, say)
        Dumper.add_representer(dict, mapping)
        Dumper.add_representer(list, sequence)
        Dumper.add_representer(tuple, sequence)
        self.dumper = Dumper

    def text(self, name: str, text: str) -> None:
        """Write a text."""
        self.data(name, text.encode())

    def data(self, name: str, data: bytes) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def yaml(self, name: str, value: Any) -> None:
        """Write a value as YAML."""
        text = yaml.dump(
            value, Dumper=self.dumper, allow_unicode=True, sort_keys=False, width=10_000
        )
        self.text(name, text)


def _short(node: Any) -> yaml.Node:
    """Let a mapping or list stand on one line where it is short and holds single words."""
    parts = [part for each in node.value for part in (each if isinstance(each, tuple) else (each,))]
    is_flat = all(isinstance(part, yaml.ScalarNode) for part in parts)
    node.flow_style = is_flat and sum(len(part.value) + 2 for part in parts) < _LINE
    return node  # type: ignore[no-any-return]


def pdf(text: str) -> bytes:
    """Return a PDF of one page with one line of Latin text."""
    drawn = f"BT /F1 18 Tf 72 760 Td ({text}) Tj ET".encode("ascii")
    fonts = b"<</Font<</F1 5 0 R>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%s>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%s\nendobj\n" % (number, each)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + b"xref\n0 6\n" + table + end
