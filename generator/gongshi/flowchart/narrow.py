"""The narrow drawing for a telephone: the main way straight down, side ways short and indented.

It is told in the order of `story`; ways to steps told elsewhere are said by their number.
"""

from gongshi.flowchart.chart import Chart, Words
from gongshi.flowchart.drawing import (
    Bar,
    Drawing,
    DrawnBox,
    Edge,
    EdgeKind,
    End,
    Pill,
    PillKind,
    Point,
    Rect,
    Setting,
    Tone,
    straightened,
)
from gongshi.flowchart.flow import Flow, Link, flow_of
from gongshi.flowchart.pieces import drawn_box, drawn_end, drawn_pill, has_end
from gongshi.flowchart.setting import NARROW, set_box, set_pill
from gongshi.flowchart.story import Branch, Knot, Strand, tell

WIDTH = 320.0
_EDGE = 1.0
_RIGHT = WIDTH - _EDGE
_RAIL = NARROW.rail or 0.0
_INDENT = 42.0
_GAP = 14.0
_GATE = 8.0
_ARROW = 22.0
_TICK = 24.0
_BAR = 4.0
_PART_GAP = 36.0


def narrow(chart: Chart, words: Words) -> Drawing:
    """Return the chart no wider than a telephone, whatever its length."""
    return _Narrow(flow_of(chart), words).drawing()


class _Narrow:
    def __init__(self, flow: Flow, words: Words) -> None:
        self.flow = flow
        self.words = words
        self.boxes: list[DrawnBox] = []
        self.pills: list[Pill] = []
        self.ends: list[End] = []
        self.edges: list[Edge] = []
        self.bars: list[Bar] = []

    def drawing(self) -> Drawing:
        y = _EDGE
        for part in tell(self.flow):
            y = self._part(part, y) + _PART_GAP
        return Drawing(
            title=self.words.drawing.format(title=self.flow.chart.title),
            description=self.words.description.format(steps=len(self.flow.boxes)),
            lang=self.flow.chart.lang,
            width=WIDTH,
            height=round(max(y - _PART_GAP, 0) + _EDGE, 1),
            boxes=tuple(self.boxes),
            pills=tuple(self.pills),
            ends=tuple(self.ends),
            edges=tuple(self.edges),
            bars=tuple(self.bars),
            is_narrow=True,
        )

    def _part(self, strand: Strand, y: float) -> float:
        """Draw a part that stands by itself, with a word where it comes from."""
        link = strand.link
        if link is None:
            return self._strand(strand, _EDGE, y)
        text = self.words.comes_from.format(n=self.flow.boxes[link.source].number)
        text = self.words.separator.join(filter(None, (text, link.label)))
        rect = self._pill(self._set(text, _EDGE), (_EDGE, y), PillKind.FROM, link)
        rail, top = _EDGE + _RAIL, rect.bottom + _ARROW
        self._edge(link, [(rail, rect.bottom), (rail, top)])
        return self._strand(strand, _EDGE, top)

    # ---- pieces --------------------------------------------------------------------------------

    def _edge(
        self, link: Link, points: list[Point], kind: EdgeKind = EdgeKind.PLAIN, *, tip: bool = True
    ) -> None:
        boxes = self.flow.boxes
        self.edges.append(
            Edge(
                boxes[link.source].id,
                boxes[link.target].id if link in self.flow.out[link.source] else "",
                straightened(points),
                kind,
                tip,
                self.flow.situations(link),
            )
        )

    def _set(self, text: str, left: float, tone: Tone = Tone.LABEL) -> Setting:
        return set_pill(text, NARROW, tone, _RIGHT - left)

    def _pill(self, setting: Setting, at: Point, kind: PillKind, link: Link) -> Rect:
        pill = drawn_pill(self.flow, kind, setting, at, link)
        self.pills.append(pill)
        return pill.rect

    def _label(self, link: Link, left: float, y: float) -> Rect | None:
        if not link.label:
            return None
        return self._pill(self._set(link.label, left), (left, y), PillKind.BRANCH, link)

    def _box(self, place: int, left: float, y: float) -> Rect:
        box = self.flow.boxes[place]
        setting = set_box(box, _RIGHT - left, NARROW)
        rect = Rect(left, y, setting.width, setting.height)
        self.boxes.append(drawn_box(self.flow, place, setting, rect, NARROW))
        return rect

    # ---- one step after the other --------------------------------------------------------------

    def _strand(self, strand: Strand, left: float, y: float) -> float:
        """Draw steps one under the other and return where they end."""
        for knot in strand.knots:
            rect = self._box(knot.place, left, y)
            y = self._leave(knot, rect)
            is_last = knot is strand.knots[-1]
            if is_last and strand.meets:
                y = self._meet(strand.meets, knot, rect, y)
            elif knot.meeting is not None:
                y = self._gather(knot, rect, y, goes_on=not is_last)
        return y

    def _leave(self, knot: Knot, rect: Rect) -> float:
        """Draw what leaves a step, each way hanging on the line under it; return where it ends."""
        y = rect.bottom + (_GATE if self.flow.is_decision(knot.place) else 0)
        if has_end(self.flow, knot.place):
            y = self._end(knot, rect)
        goes_on = knot.onward or knot.together
        for branch in knot.branches:
            if not goes_on and len(knot.branches) == 1 and not branch.strand:
                y = self._jump_below(branch.link, rect, y)
            else:
                y = self._branch(branch, rect, y + _GAP)
        if knot.together:
            y = self._together(knot, rect, y)
        return self._onward(knot.onward, rect, y) if knot.onward else y

    def _end(self, knot: Knot, rect: Rect) -> float:
        """Draw the end under its step, or aside where the step's line runs on all the same."""
        words = self.words.ending(self.flow.boxes[knot.place].end or "")
        is_last = not (knot.branches or knot.together or knot.onward)
        rail, left = rect.x + _RAIL, rect.x if is_last else rect.x + _INDENT
        setting = self._set(words, left, Tone.ENDING)
        end = drawn_end(self.flow, knot.place, setting, (left, rect.bottom + _ARROW + 2))
        self.ends.append(end)
        bend = (rail, end.rect.y) if is_last else (rail, end.rect.centre)
        goal = bend if is_last else (left, end.rect.centre)
        self._edge(Link(knot.place, knot.place, words), [(rail, rect.bottom), bend, goal])
        return end.rect.bottom

    def _onward(self, link: Link, rect: Rect, y: float) -> float:
        """Draw the line to the next step and return where that begins."""
        rail = rect.x + _RAIL
        label = self._label(link, rect.x, y + _GAP)
        top = label.bottom + _ARROW if label else y + _ARROW + 4
        self._edge(link, [(rail, rect.bottom), (rail, top)])
        return top

    def _branch(self, branch: Branch, rect: Rect, y: float) -> float:
        """Draw a side way: its condition, then its steps or the step that it leads to."""
        link = branch.link
        if branch.strand is None:
            return self._jump(link, rect, y)
        rail, left = rect.x + _RAIL, rect.x + _INDENT
        label = self._label(link, left, y)
        middle = label.centre if label else y
        top = (label.bottom if label else middle) + _ARROW
        down = left + _RAIL
        points = [(rail, rect.bottom), (rail, middle), (down, middle), (down, top)]
        kind = EdgeKind.REFUSED if self.flow.is_refused(link.target) else EdgeKind.PLAIN
        self._edge(link, points, kind)
        return self._strand(branch.strand, left, top)

    # ---- ways to steps told elsewhere ----------------------------------------------------------

    def _said(self, link: Link) -> tuple[str, PillKind, EdgeKind]:
        if link.source == link.target:
            return self.words.again, PillKind.BACK, EdgeKind.BACK
        number = self.flow.boxes[link.target].number
        if link in self.flow.back:
            return self.words.back.format(n=number), PillKind.BACK, EdgeKind.BACK
        return self.words.jump.format(n=number), PillKind.JUMP, EdgeKind.PLAIN

    def _jump(self, link: Link, rect: Rect, y: float) -> float:
        """Say beside the line where a way leads: right of its condition, or under it."""
        text, pill, kind = self._said(link)
        rail, left = rect.x + _RAIL, rect.x + _INDENT
        setting = self._set(text, left)
        label = self._label(link, left, y)
        if label and label.right + _ARROW + setting.width > _RIGHT:
            said = self._pill(setting, (left, label.bottom + _ARROW), pill, link)
            bend = [(rail, rect.bottom), (rail, label.centre), (left + _RAIL, label.centre)]
            self._edge(link, [*bend, (left + _RAIL, said.y)], kind)
            return said.bottom
        x = label.right + _ARROW if label else left
        said = self._pill(
            setting, (x, label.centre - setting.height / 2 if label else y), pill, link
        )
        self._edge(link, [(rail, rect.bottom), (rail, said.centre), (x, said.centre)], kind)
        return max(said.bottom, label.bottom if label else y)

    def _jump_below(self, link: Link, rect: Rect, y: float) -> float:
        """Say under a last step where its only way leads."""
        rail = rect.x + _RAIL
        label = self._label(link, rect.x, y + _GAP)
        text, pill, kind = self._said(link)
        top = (label.bottom if label else y) + _ARROW
        said = self._pill(self._set(text, rect.x), (rect.x, top), pill, link)
        self._edge(link, [(rail, rect.bottom), (rail, top)], kind)
        return said.bottom

    # ---- parallel ways -------------------------------------------------------------------------

    def _together(self, knot: Knot, rect: Rect, y: float) -> float:
        """Draw parallel ways one under the other along a thick bar and return where it ends."""
        rail = rect.x + _RAIL
        here = Link(knot.place, knot.place, self.words.together)
        fork = self._pill(
            self._set(self.words.together, rect.x), (rect.x, y + _GAP), PillKind.TOGETHER, here
        )
        self._edge(here, [(rail, rect.bottom), (rail, fork.y)], tip=False)
        y = fork.bottom
        for strand in knot.together:
            y = self._side_by_side(strand, rect, y + _GAP)
        bar = Rect(rail - _BAR / 2, fork.bottom, _BAR, y + _GAP - fork.bottom)
        self.bars.append(Bar(bar, self.flow.boxes[knot.place].situations))
        return bar.bottom

    def _side_by_side(self, strand: Strand, rect: Rect, y: float) -> float:
        link = strand.link or strand.meets
        if link is None:
            return y
        rail, left = rect.x + _RAIL, rect.x + _INDENT
        bar = Rect(rect.x, y, rect.width, 0.0)
        if not strand.knots:
            return self._jump(link, bar, y)
        if link.label:
            return self._branch(Branch(link, strand), bar, y)
        self._edge(link, [(rail, y + _TICK), (left, y + _TICK)])
        return self._strand(strand, left, y)

    def _meet(self, link: Link, knot: Knot, rect: Rect, y: float) -> float:
        """Draw the line from a last step, or from the bar under it, to the bar at the left."""
        rail, bar = rect.x + _RAIL, rect.x - _INDENT + _RAIL
        if not knot.together:
            tick = rect.bottom - _GAP
            self._edge(link, [(rect.x, tick), (bar, tick)], tip=False)
            return y
        self._edge(link, [(rail, y), (rail, y + _GAP), (bar, y + _GAP)], tip=False)
        return y + _GAP

    def _gather(self, knot: Knot, rect: Rect, y: float, *, goes_on: bool) -> float:
        """Draw under a bar that its ways are waited for, and where it goes on then."""
        rail = rect.x + _RAIL
        link = Link(knot.place, knot.place if knot.meeting is None else knot.meeting)
        join = self._pill(self._set(self.words.join, rect.x), (rect.x, y), PillKind.JOIN, link)
        y = join.bottom + _ARROW
        self._edge(link, [(rail, join.bottom), (rail, y)])
        if goes_on:
            return y
        text, pill, _ = self._said(link)
        return self._pill(self._set(text, rect.x), (rect.x, y), pill, link).bottom
