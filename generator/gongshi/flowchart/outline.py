"""The chart as a list of sentences: the same steps and ways for those who see no drawing."""

from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from gongshi.flowchart.chart import Box, Chart, Words
from gongshi.flowchart.flow import Flow, Link, flow_of
from gongshi.flowchart.pieces import has_end
from gongshi.flowchart.story import Branch, Knot, Strand, tell


class WayKind(StrEnum):
    """What a sentence under a step tells."""

    BRANCH = "branch"
    """One of several ways; its own steps follow inside."""
    SIDE = "side"
    """One of the ways gone at the same time; its own steps follow inside."""
    BACK = "back"
    """Back to a step that was passed."""
    JUMP = "jump"
    """On to a step that stands elsewhere in the list."""
    ONWARD = "onward"
    """On to the step that comes next."""
    END = "end"
    """The way ends here."""


class OutlineWay(NamedTuple):
    """A sentence under a step, with the steps of its own that the way leads through."""

    kind: WayKind
    sentence: str
    target: int | None = None
    """The number of the step that it leads to."""
    items: tuple["OutlineItem", ...] = ()
    situations: tuple[str, ...] = ()


class OutlineItem(NamedTuple):
    """A step with the ways out of it, side ways first."""

    box: Box
    ways: tuple[OutlineWay, ...] = ()
    is_decision: bool = False
    comes_from: str = ""
    """Where a part that stands by itself comes from; only at its first step."""


def outline(chart: Chart, words: Words) -> tuple[OutlineItem, ...]:
    """Return every step of the chart once, in the order of the narrow drawing."""
    return _Teller(flow_of(chart), words).items()


class _Teller:
    def __init__(self, flow: Flow, words: Words) -> None:
        self.flow = flow
        self.words = words

    def items(self) -> tuple[OutlineItem, ...]:
        return tuple(item for part in tell(self.flow) for item in self._part(part))

    def _part(self, strand: Strand) -> tuple[OutlineItem, ...]:
        items = self._strand(strand)
        if strand.link is None:
            return items
        text = self.words.comes_from.format(n=self.flow.boxes[strand.link.source].number)
        text = self.words.separator.join(filter(None, (text, strand.link.label)))
        first, *rest = items
        return (OutlineItem(first.box, first.ways, first.is_decision, text), *rest)

    def _strand(self, strand: Strand) -> tuple[OutlineItem, ...]:
        following = [knot.place for knot in strand.knots[1:]]
        pairs = zip_longest(strand.knots, following)
        return tuple(self._item(knot, after) for knot, after in pairs)

    def _item(self, knot: Knot, following: int | None) -> OutlineItem:
        box = self.flow.boxes[knot.place]
        ways = [self._branch(branch) for branch in knot.branches]
        ways += [self._side(strand) for strand in knot.together]
        ways += self._onward(knot, following)
        if has_end(self.flow, knot.place) or self.flow.is_refused(knot.place):
            ways.append(OutlineWay(WayKind.END, self.words.ending(box.end or "") + self.words.stop))
        return OutlineItem(box, tuple(ways), self.flow.is_decision(knot.place))

    # ---- sentences -----------------------------------------------------------------------------

    def _if(self, link: Link) -> str:
        """Return the condition of a way as the begin of a sentence."""
        if not link.label:
            return ""
        lead, _, tail = self.words.condition.partition("{label}")
        if link.label.casefold().startswith(lead.strip().casefold()):
            return link.label + tail
        return lead + link.label + tail

    def _to(self, link: Link, words: str) -> str:
        return words.format(n=self.flow.boxes[link.target].number) + self.words.stop

    def _branch(self, branch: Branch) -> OutlineWay:
        link = branch.link
        number = self.flow.boxes[link.target].number
        situations = self.flow.situations(link)
        if branch.strand is not None:
            sentence = self._if(link) or self.words.otherwise
            items = self._strand(branch.strand)
            return OutlineWay(WayKind.BRANCH, sentence.rstrip(), number, items, situations)
        kind = WayKind.BACK if link in self.flow.back else WayKind.JUMP
        sentence = self._if(link) + self._to(link, self._elsewhere(link))
        return OutlineWay(kind, sentence, number, (), situations)

    def _side(self, strand: Strand) -> OutlineWay:
        link = strand.link or Link(0, 0)
        number = self.flow.boxes[link.target].number
        situations = self.flow.situations(link)
        sentence = self._if(link) + self.words.side
        if not strand.knots:
            sentence += self._to(link, self._elsewhere(link))
        items = self._strand(strand)
        return OutlineWay(WayKind.SIDE, sentence.rstrip(), number, items, situations)

    def _elsewhere(self, link: Link) -> str:
        """Return how a way to a step told elsewhere is called."""
        if link.source == link.target:
            return self.words.again
        return self.words.back if link in self.flow.back else self.words.jump

    def _onward(self, knot: Knot, following: int | None) -> list[OutlineWay]:
        """Tell the way to the next step or to where parallel ways meet, unless the list does."""
        goal = knot.meeting if knot.together else following
        if goal is None:
            return []
        here, there = self.flow.boxes[knot.place].number, self.flow.boxes[goal].number
        link = knot.onward or Link(knot.place, goal)
        if not link.label and not knot.branches and not knot.together and there == here + 1:
            return []
        words = self.words.waits if knot.together else self.words.onward
        kind = WayKind.ONWARD if goal == following else WayKind.JUMP
        sentence = self._if(link) + self._to(link, words)
        return [OutlineWay(kind, sentence, there, (), self.flow.situations(link))]
