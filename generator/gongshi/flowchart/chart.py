"""What a flowchart shows: the steps of one procedure and the ways between them, in one language."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """Who acts in a step, as the citizen sees it."""

    APPLICANT = "applicant"
    OFFICE = "office"
    OUTSIDE = "outside"
    """An organisation other than the station."""


@dataclass(frozen=True, slots=True)
class Box:
    """One step as it is drawn."""

    id: str
    number: int
    title: str
    who: str = ""
    """Who acts; another organisation than the page's own is named before its post."""
    time: str = ""
    role: Role = Role.OFFICE
    end: str | None = None
    """How its way ends here: `granted refused withdrawn filed transferred`, or it goes on."""
    lane: str = ""
    """The organisation that acts; two different ones make swim lanes."""
    href: str = ""
    situations: tuple[str, ...] = ()
    """The situations in which the step is taken; none means always."""
    note: str = ""
    """A remark such as 不计入时限 or 仅线上."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one step to another, with the condition under which it is taken."""

    source: str
    target: str
    label: str = ""
    parallel: bool = False
    """Taken together with the other parallel ways of its step."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A flowchart before anybody has thought of where things stand.

    Compared by identity, so that what is known of it is found again at once.
    """

    title: str
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...] = ()
    starts: tuple[str, ...] = ()
    lang: str = "zh-CN"
    join_all: frozenset[str] = frozenset()
    """Steps that wait for all of their parallel ways."""

    @property
    def lanes(self) -> tuple[str, ...]:
        """The organisations that take part, by their first step; empty for only one."""
        found = tuple(dict.fromkeys(box.lane for box in self.boxes if box.lane))
        return found if len(found) > 1 else ()

    @property
    def without_lanes(self) -> "Chart":
        """The same flowchart with nothing but the words in the boxes to tell who acts."""
        return replace(self, boxes=tuple(replace(box, lane="") for box in self.boxes))


@dataclass(frozen=True, slots=True)
class Words:
    """The drawing's own words; `{n}` is a step's number, `{label}` a condition."""

    drawing: str = "{title}办理流程图"
    description: str = "共{steps}步。同样的内容见流程图旁的文字步骤。"
    together: str = "同时进行"
    join: str = "都办完后"
    back: str = "回到第{n}步"
    jump: str = "转第{n}步"
    again: str = "重做本步"
    comes_from: str = "接第{n}步"
    granted: str = "办结"
    refused: str = "不予办理，到此结束"
    withdrawn: str = "撤回，到此结束"
    filed: str = "存档，到此结束"
    transferred: str = "移交，到此结束"
    separator: str = " · "
    condition: str = "如果{label}："
    otherwise: str = "另一种情况："
    side: str = "同时："
    onward: str = "接着第{n}步"
    waits: str = "以上都办完后，接着第{n}步"
    stop: str = "。"

    def ending(self, end: str) -> str:
        """Return how a way that ends so is called."""
        endings = {
            "granted": self.granted,
            "refused": self.refused,
            "withdrawn": self.withdrawn,
            "filed": self.filed,
            "transferred": self.transferred,
        }
        return endings.get(end, end)


ENGLISH = Words(
    drawing="Flowchart: {title}",
    description="{steps} steps. The same content stands beside the flowchart as a numbered list.",
    together="At the same time",
    join="When all are done",
    back="Back to step {n}",
    jump="Go to step {n}",
    again="Repeat this step",
    comes_from="From step {n}",
    granted="Done",
    refused="Not granted, ends here",
    withdrawn="Withdrawn, ends here",
    filed="Filed, ends here",
    transferred="Passed on, ends here",
    condition="If {label}: ",
    otherwise="Otherwise: ",
    side="At the same time: ",
    onward="Then step {n}",
    waits="When all of these are done, step {n}",
    stop=".",
)
