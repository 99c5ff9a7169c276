"""Chinese text as a compositor sees it: how wide it is and where a line may end.

Nothing here knows a font: widths are generous, so that text set in any sans fits the place it got.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_EM = 10_000
"""Widths are counted in parts of an em, so that they add up without rounding errors."""

# The widest of DejaVu Sans, Liberation Sans and Noto Sans SC, in em, rounded up.
_LATIN: dict[str, int] = {
    letter: round(em * _EM)
    for em, letters in (
        (0.30, "'Iijl"),
        (0.35, " ,.:;f|"),
        (0.40, "!()-/[\\]t"),
        (0.45, "r"),
        (0.50, '"*'),
        (0.55, "Jcsz"),
        (0.60, "?L_kvxy"),
        (0.65, "$0123456789FT`abdeghnopqu{}"),
        (0.70, "ABEKPSVXYZ"),
        (0.75, "CHNRU"),
        (0.80, "&DGOQ"),
        (0.85, "#+<=>^w~"),
        (0.90, "M"),
        (0.95, "%"),
        (1.00, "Wm"),
        (1.05, "@"),
    )
    for letter in letters
}
# Single characters that are drawn as a whole word or rule.
_GIANTS = {
    "\u2e3a": 21_000,
    "\u2e3b": 31_000,
    "\ufdfd": 120_000,
    "\U0001242b": 80_000,
    "\ua9c5": 30_000,
}
_BOLD_PERCENT = 115
_OTHER = 10_500
_PICTURE = 14_500
# What `text-autospace` or an engine for Chinese adds where Han meets a letter or a digit.
_AUTOSPACE = 2_500

_NOT_AT_START = frozenset("，。、；：？！）》」』】〕〉〗〞”’…—–·・％‰℃°°々ー｝］～!%),.:;?]}>»／/")
_NOT_AT_END = frozenset("（《「『【〔〈〖“‘｛［([{<«￥¥＄$£第№")
_ZERO_WIDTH = frozenset(("Mn", "Me", "Cf", "Cc"))
_JOINER = "\u200d"
# After these a line ends better than within what they close.
_PAUSES = frozenset("，；：。！？,;")
# Words of offices that are kept whole, long ones first: half a word at the end of a line makes a
# small box hard to read.
_WORDS = """
个工作日 人民政府 营业执照 社会保障 不动产 一次性 公安局 办公室 告知书 委员会 居住证 决定书 当事人
意见书 户口簿 监护人 许可证 派出所 身份证 通知书 申请人 驾驶证 工作日 新生儿 中心 事故 人像 低保
保险 保障 信息 入户 公告 公示 养老 农村 凭证 出件 出生 到场 制作 制证 办理 办结 勘查 勘验 医保
医疗 单位 协议 参保 发证 变更 合同 听证 告知 启动 回访 场所 城乡 备案 复查 复核 婚姻 存档 学习
安全 审批 审查 审核 家庭 居民 履行 工程 异议 归档 当场 手机 执照 批准 报送 报销 投诉 护理 指纹
接种 撤回 收件 收到 政务 救助 整改 方案 早产 时限 服务 机构 材料 条件 核发 核定 核实 核对 核查
档案 检查 欠费 残疾 民主 民政 汇总 注销 法定 消防 清单 照片 特种 现场 理由 生育 用电 电费 申报
申请 登簿 登记 直接 社会 社保 移交 税务 窗口 符合 签发 签字 系统 组织 终止 结束 结果 综合 缴款
缴纳 缴费 网上 补充 补正 补贴 补齐 规划 许可 设备 证书 证件 证明 评审 评议 诉讼 调查 调解 贷款
资料 资格 转移 运输 违法 送达 通知 通过 部门 采伐 采集 银行 期满 期限 预审 预约 领取 情形 老年
范围 街道 受理 给付 经营 项目 属于 禁止 换证 申领 需要 或者 不予 不能 没有 已经 可以 应当 依法
其他 承诺 虚假 确认 合格 报告 紧急 公众 聚集 指定 管辖 本人 代办 公证 继承 转为 分项 联办 签供
答复 改办 减容 增容 采用 具备 明确 拒绝 纠纷 民间 愿意 群众
"""


class _Piece(NamedTuple):
    """Characters that stand on one line together, and the space that comes before them."""

    text: str
    space: bool
    width: int
    """Without the space."""
    joint: int = 0
    """What is added where it stands behind the piece before it."""


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    known = _LATIN.get(char) or _GIANTS.get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    if "\U0001f000" <= char <= "\U0001faff":
        return _PICTURE
    return _EM if unicodedata.east_asian_width(char) in "WFA" else _OTHER


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes: a Han character is two.

    >>> cells("承诺时限: 20")
    12
    """
    return sum(
        0 if unicodedata.category(char) in _ZERO_WIDTH else 1 + _is_wide(char) for char in text
    )


def width(text: str, *, bold: bool = False) -> float:
    """Return the widest that any common sans could set the text, in em.

    >>> width("办结")
    2.0
    """
    return _width(text, bold=bold) / _EM


@lru_cache(maxsize=16384)
def _width(text: str, *, bold: bool) -> int:
    latin = han = 0
    for char in text:
        if char in _LATIN:
            latin += _LATIN[char]
        else:
            han += _char_width(char)
    if not latin:
        return han
    # Han characters keep their em in bold, letters grow.
    total = han + (latin * _BOLD_PERCENT // 100 if bold else latin)
    return total + _AUTOSPACE * sum(_meets(a, b) for a, b in pairwise(text))


def _meets(before: str, after: str) -> bool:
    """Say whether Han meets a letter or digit here, so that an engine may add a thin space."""
    if before.isascii() == after.isascii():
        return False
    ascii_char, other = (before, after) if before.isascii() else (after, before)
    return ascii_char.isalnum() and _is_wide(other) and other.isalnum()


def _clusters(text: str) -> list[str]:
    """Return the text in pieces that are never torn: a letter with its marks, a joined picture."""
    found: list[str] = []
    for char in text:
        joins = found and (unicodedata.category(char) in _ZERO_WIDTH or found[-1][-1] == _JOINER)
        if joins:
            found[-1] += char
        else:
            found.append(char)
    return found


# In this order: space, a number with a unit of Han after it, words of ours and of Latin, a sign.
_TOKEN = re.compile(
    r"\s+"
    r"|[0-9]+(?:[.,:/-][0-9]+)*(?=\s?[^\s\x00-\u2e7f])"
    rf"|{'|'.join(_WORDS.split())}"
    r"|[^\s\u1100-\u11ff\u2e80-\U0003ffff“”‘’…—·]+"
    r"|."
)


def _pieces(text: str, *, bold: bool) -> list[_Piece]:
    """Return what may stand at a line's start, each with all that must follow on the same line."""
    bound: list[tuple[str, bool]] = []
    space = False
    for token in _TOKEN.findall(text):
        if token.isspace():
            space = True
            continue
        if bound and _is_bound(bound[-1][0], token, space=space):
            before, gap = bound.pop()
            bound.append((f"{before} {token}" if space else before + token, gap))
        else:
            bound.append((token, space))
        space = False
    return [
        _Piece(text, space, _width(text, bold=bold), _joint(before, text, space=space, bold=bold))
        for (before, _), (text, space) in pairwise([("", False), *bound])
    ]


def _joint(before: str, after: str, *, space: bool, bold: bool) -> int:
    if space:
        return _width(" ", bold=bold)
    return _AUTOSPACE if before and _meets(before[-1], after[0]) else 0


def _phrases(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces joined to what stands between spaces, brackets and marks of a pause."""
    phrases: list[_Piece] = []
    for piece in pieces:
        is_begin = piece.space or piece.text[0] in _NOT_AT_END
        if phrases and not is_begin and phrases[-1].text[-1] not in _PAUSES:
            text, space, wide, joint = phrases[-1]
            wide += piece.joint + piece.width
            phrases[-1] = _Piece(text + piece.text, space, wide, joint)
        else:
            phrases.append(piece)
    return phrases


def _is_bound(before: str, after: str, *, space: bool) -> bool:
    """Say whether two neighbours must stay on one line."""
    if before[-1].isascii() and before[-1].isdigit() and _is_wide(after[0]):
        return True  # 15 个工作日: a number keeps its unit
    if space:
        return before[-1] == "第"
    if unicodedata.category(after[0]) in _ZERO_WIDTH or before[-1] == _JOINER:
        return True
    return after[0] in _NOT_AT_START or before[-1] in _NOT_AT_END


def _cut(piece: str, limit: float, *, bold: bool) -> list[str]:
    """Return a piece that is wider than a line in parts that fit."""
    parts: list[str] = []
    for cluster in _clusters(piece):
        if parts and width(parts[-1] + cluster, bold=bold) <= limit:
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def _fill(pieces: list[_Piece], limit: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    room = int(limit * _EM)
    used = room + 1
    for text, space, long, joint in pieces:
        if used + joint + long <= room:
            lines[-1] += f" {text}" if space else text
            used += joint + long
        elif long <= room:
            lines.append(text)
            used = long
        else:
            lines.extend(_cut(text, limit, bold=bold))
            used = _width(lines[-1], bold=bold)
    return lines


@lru_cache(maxsize=8192)
def wrap(text: str, limit: float, *, bold: bool = False, balance: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than `limit` em, broken as Chinese is broken.

    No line starts with closing punctuation or ends with an opening bracket, a number stays with
    its unit, a word is kept whole where it fits a line, and a line ends after a comma or at a space
    where that costs no line more. `balance` makes the lines about
    equally long; without it only a last line of one lonely character is mended. Nothing is dropped
    but space; a single character wider than the limit stands alone on its line.

    >>> wrap("一次性告知,补齐材料", 6)
    ('一次性告知,', '补齐材料')
    """
    text = " ".join(text.split())
    if not text:
        return ()
    if width(text, bold=bold) <= limit:
        return (text,)
    pieces = _pieces(text, bold=bold)
    lines = _fill(pieces, limit, bold=bold)
    phrases = _phrases(pieces)
    if all(phrase.width / _EM <= limit for phrase in phrases):
        told = _fill(phrases, limit, bold=bold)
        if len(told) <= len(lines):
            pieces, lines = phrases, told
    if balance or len(_clusters(lines[-1])) == 1:
        lines = _even(pieces, lines, limit, bold=bold)
    return tuple(lines)


def _even(pieces: list[_Piece], lines: list[str], limit: float, *, bold: bool) -> list[str]:
    """Return the narrowest setting that needs no more lines, so that all are about as long."""
    low = max(limit / 2, *(min(piece.width / _EM, limit) for piece in pieces))
    narrower = low
    while narrower < limit:
        tried = _fill(pieces, narrower, bold=bold)
        if len(tried) <= len(lines):
            return tried
        narrower += 0.5
    return lines
