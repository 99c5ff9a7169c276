"""One procedure in one language: its situations and its sources in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from gongshi.board.common import Citation
from gongshi.board.folder import ProcedureFile
from gongshi.board.procedure import Procedure
from gongshi.board.text import Said
from gongshi.views.parts import Scene, Source
from gongshi.views.shared import source
from gongshi.views.voice import Voice


class Subject:
    """What a page speaks of when it speaks of a procedure, and what every block of it needs."""

    def __init__(self, scene: Scene, file: ProcedureFile, voice: Voice) -> None:
        """Know the procedure, its station and the page's voice."""
        self.scene = scene
        self.file = file
        self.procedure: Procedure = file.procedure
        self.station = scene.folder.station
        self.voice = voice
        self.titles: Mapping[str, Said] = {
            situation.id: voice.text(situation.title) for situation in self.procedure.situations
        }

    def situations_text(self, ids: Iterable[str]) -> str:
        """Return the titles of situations, one after the other."""
        titles = [self.titles[each] for each in ids if each in self.titles]
        return self.voice.listed(titles, self.voice.say("、"))

    def known(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that the procedure has; a dead one is a finding of the checks."""
        return tuple(each for each in ids if each in self.titles)

    def basis_line(self, citation: Citation | None) -> Markup:
        """Return a citation in one line."""
        if citation is None:
            return Markup()
        source = self.source(citation)
        parts = [part for part in (source.title, source.article, source.document_no) if part]
        return Markup(" ").join(map(escape, parts))

    def source(self, citation: Citation) -> Source:
        """Return a citation as the page shows it."""
        return source(citation, self.voice)
