"""Flowcharts of every size and form, and what must hold of each drawing of them."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Protocol

from gongshi.flowchart.chart import Box, Chart, Role, Way
from gongshi.flowchart.drawing import Drawing, DrawnBox, End, Line, Pill, Point, Rect
from gongshi.flowchart.setting import line_span

ME, OFFICE, OUTSIDE = Role.APPLICANT, Role.OFFICE, Role.OUTSIDE
Step = tuple[str, str, str, str, Role]


def a_chart(
    *steps: Step | Box,
    ways: Sequence[tuple[str, str] | tuple[str, str, str] | Way] = (),
    title: str = "办事",
    joins: Sequence[str] = (),
    starts: Sequence[str] = (),
) -> Chart:
    """Return a chart of steps (id, title, who, time, role), numbered in their order."""
    boxes = [
        step if isinstance(step, Box) else Box(step[0], number, *step[1:])
        for number, step in enumerate(steps, 1)
    ]
    return Chart(
        title,
        tuple(boxes),
        tuple(way if isinstance(way, Way) else Way(*way) for way in ways),
        tuple(starts) or (boxes[0].id,),
        join_all=frozenset(joins),
    )


def ended(step: Step, number: int, end: str) -> Box:
    """Return a step as the last of its way."""
    return Box(step[0], number, *step[1:], end=end)


TWO = a_chart(
    ("apply", "提出申请", "本人", "带身份证", ME),
    ended(("issue", "当场出具", "户籍窗口", "当场", OFFICE), 2, "granted"),
    ways=[("apply", "issue")],
    title="开具户籍证明",
)

ID_CARD = a_chart(
    ("apply", "提出申请", "本人或监护人", "带户口簿，采集人像指纹", ME),
    ("examine", "受理审查", "户籍窗口（A岗 吴某）", "当场", OFFICE),
    ("correct", "一次补齐材料", "本人", "按一次性告知单", ME),
    ("sign", "审核签发", "区公安分局", "5 个工作日", OUTSIDE),
    ("make", "制作证件", "市制证中心", "10 个工作日", OUTSIDE),
    ended(("collect", "领取新证", "本人或邮寄", "窗口核对指纹", ME), 6, "granted"),
    ended(("refuse", "出具不予受理通知书", "户籍窗口", "当场", OFFICE), 7, "refused"),
    ways=[
        ("apply", "examine"),
        ("examine", "sign", "材料齐全"),
        ("examine", "correct", "材料不齐"),
        ("examine", "refuse", "不符合条件"),
        ("correct", "examine"),
        ("sign", "make"),
        ("make", "collect"),
    ],
    title="居民身份证首次申领",
)

LAND = a_chart(
    ("apply", "申请登记", "买卖双方", "窗口或网上", ME),
    ("receive", "收件核对", "登记窗口", "0.5个工作日", OFFICE),
    ("correct", "补正材料", "买卖双方", "按一次性告知单", ME),
    ended(
        ("other", "书面告知不予受理并说明应向何机关申请", "登记窗口", "", OFFICE), 4, "transferred"
    ),
    ("accept", "受理", "登记窗口", "当场，出受理回执", OFFICE),
    ("examine", "审查", "审核岗", "0.5个工作日", OFFICE),
    Box("visit", 7, "实地查看", "审核岗", "3个工作日", situations=("built",), note="不计入时限"),
    Box("post", 8, "公告", "登记机构", "15个工作日", situations=("inherited",), note="不计入时限"),
    ("object", "异议核实", "审核岗", "5个工作日", OFFICE),
    ("decide", "审批登簿", "审批岗", "0.5个工作日", OFFICE),
    ended(("refuse", "书面告知不予登记", "审批岗", "当场", OFFICE), 11, "refused"),
    ("pay", "缴纳登记费和契税", "申请人", "税务窗口", ME),
    ("make", "制证", "制证岗", "0.5个工作日", OFFICE),
    ended(("collect", "领取不动产权证书", "本人或邮寄", "当场", ME), 14, "granted"),
    ended(("withdraw", "撤回申请", "申请人", "登簿前", ME), 15, "withdrawn"),
    ways=[
        ("apply", "receive"),
        ("receive", "accept", "材料齐全"),
        ("receive", "correct", "材料不齐，一次告知"),
        ("receive", "other", "不属本机构"),
        ("correct", "receive"),
        ("accept", "examine"),
        ("examine", "decide", "无需查看或公告"),
        ("examine", "visit", "房屋建成需查看"),
        ("examine", "post", "继承未公证"),
        ("examine", "withdraw", "申请人撤回"),
        ("visit", "decide"),
        ("post", "object", "有异议"),
        ("post", "decide", "期满无异议"),
        ("object", "decide", "异议不成立"),
        ("object", "refuse", "异议成立"),
        ("decide", "pay", "准予登记"),
        ("decide", "refuse", "违法、有争议"),
        ("decide", "examine", "退回重审"),
        ("pay", "make"),
        ("make", "collect"),
    ],
    title="国有建设用地使用权转移登记",
)

BUSINESS = a_chart(
    ("apply", "提交一份表单", "经办人", "网上", ME),
    ("check", "受理核对", "企业开办窗口", "当场", OFFICE),
    ("licence", "核发营业执照", "登记窗口", "1个工作日", OFFICE),
    ("seal", "刻制公章", "公章刻制单位", "0.5个工作日", OUTSIDE),
    ("tax", "税务登记和发票", "税务窗口", "0.5个工作日", OUTSIDE),
    ("insure", "社保登记", "社保窗口", "当场", OUTSIDE),
    ("fund", "住房公积金开户", "公积金窗口", "当场", OUTSIDE),
    ended(("collect", "领取大礼包", "经办人", "一次领齐", ME), 8, "granted"),
    ("correct", "补正", "经办人", "", ME),
    ways=[
        ("apply", "check"),
        ("check", "licence", "齐全"),
        ("check", "correct", "不齐"),
        ("correct", "check"),
        Way("licence", "seal", parallel=True),
        Way("licence", "tax", parallel=True),
        Way("licence", "insure", parallel=True),
        ("insure", "fund"),
        ("seal", "collect"),
        ("tax", "collect"),
        ("fund", "collect"),
    ],
    title="开办企业一件事",
    joins=["collect"],
)

_POLICE, _HEALTH, _SOCIAL = "新桥派出所", "青禾区卫生健康局便民窗口", "青禾区社会保障服务站"
_HOUSEHOLD = f"{_POLICE} 户籍窗口"
NEWBORN = a_chart(
    Box("apply", 1, "提交联办申请", "父母一方", "出生后一个月内", ME, lane=_HEALTH),
    Box("check", 2, "核对出生医学证明", "联办窗口", "当场", lane=_HEALTH),
    Box("correct", 3, "补正材料", "父母一方", role=ME, lane=_HEALTH),
    Box("register", 4, "出生登记，打印户口页", _HOUSEHOLD, "1个工作日", lane=_POLICE),
    Box("refuse", 5, "告知不予登记", _HOUSEHOLD, "当场", end="refused", lane=_POLICE),
    Box("card", 6, "申领居民身份证（可选）", _HOUSEHOLD, "15个工作日", lane=_POLICE),
    Box("insure", 7, "城乡居民医保参保", f"{_SOCIAL} 参保窗口", "1个工作日", lane=_SOCIAL),
    Box("social", 8, "申领社会保障卡", f"{_SOCIAL} 制卡窗口", "5个工作日", lane=_SOCIAL),
    Box("gather", 9, "结果汇总", "联办窗口", "0.5个工作日", lane=_HEALTH),
    Box("collect", 10, "一次领取或邮寄", "父母一方", role=ME, end="granted", lane=_HEALTH),
    ways=[
        ("apply", "check"),
        ("check", "register", "材料齐全"),
        ("check", "correct", "材料不齐"),
        ("correct", "check"),
        ("register", "refuse", "信息不符"),
        Way("register", "card", "登记成功", parallel=True),
        Way("register", "insure", "登记成功", parallel=True),
        ("card", "gather"),
        ("insure", "social"),
        ("social", "gather"),
        ("gather", "collect"),
    ],
    title="新生儿出生一件事",
    joins=["gather"],
)

NESTED = a_chart(
    ("apply", "一次申请", "申请人", "", ME),
    ("dispatch", "分发第一批", "综合窗口", "当场", OFFICE),
    ("certify", "签发出生医学证明", "助产机构", "", OUTSIDE),
    ("register", "出生登记", "户籍窗口", "1个工作日", OFFICE),
    ("mend", "只补落户这一项", "申请人", "", ME),
    ("second", "分发第二批", "综合窗口", "当场", OFFICE),
    ("enrol", "居民医保参保", "医保窗口", "1个工作日", OFFICE),
    ("premium", "医保费申报", "税务窗口", "1个工作日", OUTSIDE),
    ("card", "社会保障卡申领", "制卡窗口", "2个工作日", OUTSIDE),
    ("vaccinate", "接种建档", "妇幼健康岗", "1个工作日", OUTSIDE),
    ("voucher", "生育登记凭证", "生育登记岗", "当场", OUTSIDE),
    ("gather", "汇总出件", "综合窗口", "1个工作日", OFFICE),
    ended(("receive", "收到结果", "申请人", "", ME), 13, "granted"),
    ways=[
        ("apply", "dispatch"),
        Way("dispatch", "certify", parallel=True),
        Way("dispatch", "voucher", parallel=True),
        ("certify", "register"),
        ("register", "second", "落户完成"),
        ("register", "mend", "信息有误"),
        ("mend", "register"),
        Way("second", "enrol", parallel=True),
        Way("second", "card", parallel=True),
        Way("second", "vaccinate", parallel=True),
        ("enrol", "premium"),
        ("premium", "gather"),
        ("card", "gather"),
        ("vaccinate", "gather"),
        ("voucher", "gather"),
        ("gather", "receive"),
    ],
    title="新生儿出生一件事",
    joins=["gather"],
)
"""Parallel ways within parallel ways, which all meet in one step."""

_LINE = """
提出申请 窗口收件 材料核对 受理登记 分送科室 书面审查 现场勘验 技术评审 征求意见 社会公示 异议处理
初审意见 复核 集体讨论 负责人签批 决定文书 告知申请人 缴费 制作证照 归档 发证 核查
"""


def _thirty() -> Chart:
    names = _LINE.split()
    times = ("当场", "1个工作日", "3个工作日", "")
    line: list[Step | Box] = [
        (f"s{at}", name, "业务科", times[at % 4], ME if name in {"提出申请", "缴费"} else OFFICE)
        for at, name in enumerate(names)
    ]
    labels = {
        2: "齐全",
        5: "需要勘验",
        7: "通过",
        9: "期满无异议",
        12: "同意",
        14: "准予",
        20: "相符",
    }
    ways = [(f"s{at}", f"s{at + 1}", labels.get(at, "")) for at in range(len(names) - 1)]
    sides: list[Step | Box] = [
        ("c1", "一次补正", "申请人", "5日内", ME),
        ("c2", "整改后重新勘验", "申请人", "15日内", ME),
        ended(("r1", "不予受理通知书", "窗口", "当场", OFFICE), 25, "refused"),
        ended(("r2", "不予许可决定书", "业务科", "3个工作日", OFFICE), 26, "refused"),
        ("h1", "听证", "法制科", "20日", OFFICE),
        ended(("w1", "撤回申请", "申请人", "", ME), 28, "withdrawn"),
        ended(("x1", "撤销许可", "执法队", "", OFFICE), 29, "refused"),
        ended(("end", "回访", "窗口", "", OFFICE), 30, "granted"),
    ]
    ways += [
        ("s2", "c1", "不齐"),
        ("c1", "s2", ""),
        ("s2", "r1", "不属本机关职权"),
        ("s5", "s8", "无需勘验"),
        ("s7", "c2", "不通过"),
        ("c2", "s6", ""),
        ("s9", "h1", "申请听证"),
        ("h1", "s11", ""),
        ("s10", "s5", "异议成立，重新审查"),
        ("s12", "s11", "退回"),
        ("s13", "s13", "未形成决议"),
        ("s14", "r2", "不予许可"),
        ("s14", "w1", "申请人撤回"),
        ("s20", "s1", "证照信息有误"),
        ("s21", "x1", "弄虚作假"),
        ("s21", "s6", "需整改"),
        ("s21", "end", "相符"),
    ]
    return a_chart(*line, *sides, ways=ways, title="重大事项许可")


THIRTY = _thirty()

SAMPLES = {
    "two": TWO,
    "id-card": ID_CARD,
    "land": LAND,
    "business": BUSINESS,
    "newborn": NEWBORN,
    "nested": NESTED,
    "thirty": THIRTY,
}


# ---- what must hold of a drawing ---------------------------------------------------------------


class _HasRect(Protocol):
    @property
    def rect(self) -> Rect: ...


def pieces(drawing: Drawing) -> list[DrawnBox | Pill | End]:
    """Return all that holds words and may not overlap."""
    return [*drawing.boxes, *drawing.pills, *drawing.ends]


def held_lines(drawing: Drawing) -> Iterator[tuple[Rect, Line]]:
    """Return each line of text with what holds it."""
    for piece in pieces(drawing):
        for line in piece.lines:
            yield piece.rect, line
    for band in drawing.bands:
        for line in band.lines:
            yield Rect(band.rect.x, band.rect.y, band.rect.width, band.head), line


def spilling(drawing: Drawing) -> list[str]:
    """Return the lines of text that leave what holds them."""
    found = []
    for rect, line in held_lines(drawing):
        left, right = line_span(line)
        inside = rect.x <= left + 0.1 and right <= rect.right + 0.1
        if not inside or not rect.y < line.y - 0.7 * line.size < line.y < rect.bottom:
            found.append(line.text)
    return found


def overlapping(drawing: Drawing) -> list[tuple[Rect, Rect]]:
    """Return the boxes, pills and ends that lie on each other."""
    rects = [piece.rect for piece in pieces(drawing)]
    return [
        (a, b)
        for a, b in combinations(rects, 2)
        if a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
    ]


def crosses(a: Point, b: Point, rect: Rect) -> bool:
    """Say whether a straight piece of a line runs through a rectangle."""
    (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return (
        left < rect.right - 1
        and right > rect.x + 1
        and top < rect.bottom - 1
        and bottom > rect.y + 1
    )


def crossing(drawing: Drawing) -> list[tuple[str, str, object]]:
    """Return the lines that run through a box, an end or a label that is not their own."""
    found: list[tuple[str, str, object]] = []
    for edge in drawing.edges:
        foreign = [
            (piece, piece.rect)
            for piece in pieces(drawing)
            if getattr(piece, "source", None) != edge.source
            and getattr(piece, "source", "") != edge.target
        ]
        found += [
            (edge.source, edge.target, piece)
            for piece, rect in foreign
            for a, b in pairwise(edge.points)
            if crosses(a, b, rect)
        ]
    return found


def outside(drawing: Drawing) -> list[object]:
    """Return what leaves the drawing."""
    placed: list[_HasRect] = [*pieces(drawing), *drawing.bars, *drawing.bands]
    rects = [
        piece.rect
        for piece in placed
        if piece.rect.x < 0
        or piece.rect.y < 0
        or piece.rect.right > drawing.width
        or piece.rect.bottom > drawing.height
    ]
    points = [
        (x, y)
        for edge in drawing.edges
        for x, y in edge.points
        if not (0 <= x <= drawing.width and 0 <= y <= drawing.height)
    ]
    return [*rects, *points]


def drawn_ways(drawing: Drawing) -> set[tuple[str, str]]:
    """Return the ways for which there is a line."""
    return {(edge.source, edge.target) for edge in drawing.edges if edge.target}


def meant_ways(chart: Chart) -> set[tuple[str, str]]:
    """Return the ways between steps that exist."""
    steps = {box.id for box in chart.boxes}
    return {(way.source, way.target) for way in chart.ways if {way.source, way.target} <= steps}
