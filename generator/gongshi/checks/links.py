"""Rules on names: what is named is there, what is there has one name, and old names lead on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gongshi.board.common import Status
from gongshi.board.procedure import Fee, Material, Procedure, Step
from gongshi.board.station import Station
from gongshi.board.text import Id, Link
from gongshi.board.words import State
from gongshi.checks.case import BoardCase, Case, ProcedureCase
from gongshi.checks.reference import Named, Reference, in_words
from gongshi.checks.rule import BOARD, ERROR, FILES, PROCEDURES, WARNING, At
from gongshi.checks.telling import en, unknown, zh
from gongshi.diagnostics.finding import Message, Path

_WITH_IDS: Final = ("situations", "materials", "posts", "life_events")


@BOARD.rule(
    "GS401",
    19,
    ERROR,
    "写到的其他站所、事项和岗位都在。\n\n"
    "办理人、联办、替代、临时停办、整改落实、通报、文字里的 station: 和 procedure: 链接都查。",
)
def references_lead_somewhere(case: BoardCase) -> Iterator[At]:
    """Every other station, procedure and post that is named is there.

    Looked at are actors, joint procedures, replacements, closures, rectifications, bulletins, and
    station: and procedure: links in the words.
    """
    found: list[Reference] = list(case.references)
    for each in case.bulletins:
        for number, station in enumerate(each.bulletin.stations):
            found.append(Reference(each.file, ("stations", number), Named.STATION, station))
        found += in_words(each.file, each.bulletin)
    found += in_words(case.file, case.board)
    for reference in found:
        message = _dead(reference, case)
        if message is not None:
            yield At(reference.path, message, file=reference.file)


def _dead(reference: Reference, case: BoardCase) -> Message | None:
    if reference.station not in case.station_ids:
        return unknown("站所", "station", reference.station, case.station_ids)
    folder = case.station_of.get(reference.station)
    if folder is None or reference.kind is Named.STATION:
        return None
    if reference.kind is Named.POST:
        known = [post.id for post in folder.station.posts]
        kind = ("岗位", "post")
    else:
        known = [each.id for each in folder.procedures]
        kind = ("事项", "procedure")
    return None if reference.id in known else unknown(*kind, reference.id, known)


@FILES.rule(
    "GS402",
    15,
    ERROR,
    "文件里用到的情形、岗位都在同一文件或站所里写了。\n\n写错一个字母，材料或收费就谁都不适用。",
)
def ids_lead_somewhere(case: Case) -> Iterator[At]:
    """Every situation and post that a file uses stands in the file or in its station.

    One wrong letter, and a material or a fee applies to nobody.
    """
    if isinstance(case.value, Procedure):
        situations = {each.id for each in case.value.situations}
        for path, ids in _situations(case.value):
            yield from _unknown(path, ids, situations, ("情形", "situation"))
    elif isinstance(case.value, Station):
        posts = {each.id for each in case.value.posts}
        for path, ids in _posts(case.value):
            yield from _unknown(path, ids, posts, ("岗位", "post"))


def _unknown(
    path: Path, ids: Iterable[str], known: set[str], kind: tuple[str, str]
) -> Iterator[At]:
    for number, each in enumerate(ids):
        if each not in known:
            yield At((*path, number), unknown(*kind, each, known))


def _situations(procedure: Procedure) -> Iterator[tuple[Path, tuple[Id, ...]]]:
    lists: tuple[tuple[str, tuple[Material | Step | Fee, ...]], ...] = (
        ("materials", procedure.material_list),
        ("steps", procedure.steps),
        ("fees", procedure.fee_list),
    )
    for name, items in lists:
        for number, item in enumerate(items):
            yield (name, number, "situations"), item.situations
    limit = procedure.time_limit
    for name in ("statutory", "committed", "extension"):
        said = getattr(limit, name, None)
        if isinstance(said, tuple):
            for number, each in enumerate(said):
                yield ("time_limit", name, number, "situations"), each.situations
        else:
            yield ("time_limit", name, "situations"), getattr(said, "situations", ())


def _posts(station: Station) -> Iterator[tuple[Path, tuple[Id, ...]]]:
    for name in ("first_inquiry", "one_time_notice"):
        rule = getattr(station, name)
        yield (name, "posts"), rule.posts if rule is not None else ()
    for number, day in enumerate(station.roster):
        # The path ends in a number that the file does not have: the field itself is pointed at.
        yield ("roster", number, "post"), (day.post,)


@FILES.rule(
    "GS403",
    15,
    ERROR,
    "同一文件里编号不重复。\n\n情形、材料、岗位、主题和台账条目都靠编号区分；步骤由 GS306 查。",
)
def ids_stand_once(case: Case) -> Iterator[At]:
    """No id stands twice in a list of a file.

    Situations, materials, posts, life events and entries of ledgers are told apart by them; steps
    are looked at by GS306.
    """
    value = case.value
    if isinstance(value, tuple):
        yield from _twice((), [getattr(entry, "id", None) for entry in value])
        return
    for name in _WITH_IDS:
        items = getattr(value, name, None)
        if isinstance(items, tuple):
            yield from _twice((name,), [getattr(item, "id", None) for item in items])


def _twice(path: Path, ids: list[str | None]) -> Iterator[At]:
    if len(set(ids)) == len(ids):
        return
    seen: set[str] = set()
    for number, each in enumerate(ids):
        if each is not None and each in seen:
            yield At(
                (*path, number, "id"),
                Message(
                    f"编号「{each}」写了两次",
                    f"the id {each} stands twice",
                    "改其中一个",
                    "change one of them",
                ),
            )
        seen.add(each or "")


@FILES.rule(
    "GS404",
    32,
    ERROR,
    "表格、示范文本、样本文件在 content/ 里，并且不是空的。\n\n点开是空白，比没有更糟。",
)
def files_can_be_opened(case: Case) -> Iterator[At]:
    """Forms, filled samples and pictures stand in content/ and are not empty.

    A link to nothing is worse than none.
    """
    for path, link in _files(case.value) if isinstance(case.value, Procedure) else ():
        if link is None or not link.is_local:
            continue
        name = link.partition("#")[0].partition("?")[0].removeprefix("./")
        size = case.facts.content_files.get(name)
        if size is None:
            yield At(path, unknown("文件", "file", name, case.facts.content_files))
        elif not size:
            yield At(
                path,
                Message(
                    f"文件「{name}」是空的",
                    f"the file {name} is empty",
                    "换成真的文件",
                    "put the real file there",
                ),
            )


def _files(procedure: Procedure) -> Iterator[tuple[Path, Link | None]]:
    for number, material in enumerate(procedure.material_list):
        yield ("materials", number, "template"), material.template
        yield ("materials", number, "sample"), material.sample
    for number, outcome in enumerate(procedure.outcomes):
        yield ("outcomes", number, "sample"), outcome.sample


@FILES.rule(
    "GS405",
    None,
    ERROR,
    "事项的主题是 board.yml 里有的。\n\n写错的主题，按主题找的人找不到这件事。",
)
def life_events_are_known(case: Case) -> Iterator[At]:
    """A procedure's life events are those of board.yml.

    Under a wrong one nobody finds it.
    """
    if not isinstance(case.value, Procedure):
        return
    known = {event.id for event in case.board.life_events}
    yield from _unknown(("life_events",), case.value.life_events, known, ("主题", "life event"))


@BOARD.rule(
    "GS406",
    65,
    ERROR,
    "曾用编号不和在用的编号相同，也不归两个事项。\n\n一个旧地址只能通到一个地方。",
)
def old_ids_lead_to_one_place(case: BoardCase) -> Iterator[At]:
    """An id that was used before is neither in use nor claimed twice.

    An old address can lead to one place alone.
    """
    stations = [(folder.file, folder.id, folder.station.was) for folder in case.stations]
    yield from _claimed(stations, case.station_ids)
    for folder in case.stations:
        procedures = [(each.file, each.id, each.procedure.was) for each in folder.procedures]
        yield from _claimed(procedures, [each.id for each in folder.procedures])


def _claimed(claims: list[tuple[str, str, tuple[str, ...]]], in_use: Iterable[str]) -> Iterator[At]:
    taken = set(in_use)
    for file, _, old_ids in claims:
        for number, old in enumerate(old_ids):
            if old in taken:
                yield At(
                    ("was", number),
                    Message(
                        f"曾用编号「{old}」现在另有所指",
                        f"the old id {old} stands for something else now",
                        "删去这个曾用编号",
                        "remove it",
                    ),
                    file=file,
                )
            taken.add(old)


@FILES.rule(
    "GS407",
    65,
    ERROR,
    "废止的站所和事项写明从哪天起，或由什么替代。\n\n"
    "废止的页面保留地址，要告诉来的人从何时起、改到哪里办。",
)
def retired_says_since_when(case: Case) -> Iterator[At]:
    """What is retired says since when, or what takes its place.

    Its page keeps its address and must tell whoever comes.
    """
    status = getattr(case.value, "status", None)
    if not isinstance(status, Status) or status.state is not State.RETIRED:
        return
    if status.date is None and status.replaced_by is None:
        yield At(
            ("status", "state"),
            Message(
                "废止了，没有写日期，也没有写替代",
                "retired, and it is said neither since when nor what takes its place",
                "补上「日期:」或「替代:」",
                "add date or replaced_by",
            ),
        )


@PROCEDURES.rule(
    "GS408",
    None,
    WARNING,
    "一个站所里没有同名的事项。\n\n列表上两个一样的名称，分不清要点哪个。",
)
def titles_stand_once(case: ProcedureCase) -> Iterator[At]:
    """No two procedures in use of one station have the same title.

    In a list nobody could tell them apart.
    """
    title = case.procedure.title
    for each in case.folder.procedures:
        if each.file == case.file or title is None:
            return
        if each.procedure.is_active and each.procedure.title == title:
            yield At(
                ("title",),
                Message(
                    f"事项「{each.id}」也叫「{zh(title)}」",
                    f"the procedure {each.id} is called {en(title)}, too",
                    "在名称里写出区别，或合成一个分情形的事项",
                    "tell them apart by their titles, or make them one with situations",
                ),
            )


@PROCEDURES.rule(
    "GS410",
    19,
    ERROR,
    "联办里每个经手的站所都写在「联办」里。\n\n哪个站所经手，那个站所的页面才会列出这件事。",
)
def acting_stations_take_part(case: ProcedureCase) -> Iterator[At]:
    """Every station that acts in a step takes part in the joint procedure.

    Only then does that station's page list it.
    """
    known = {*case.procedure.takes_part, case.folder.id}
    told: set[str] = set()
    for number, step in enumerate(case.procedure.steps):
        station = step.actor.station if step.actor is not None else None
        if station is not None and station not in known | told:
            told.add(station)
            yield At(
                ("steps", number, "actor"),
                Message(
                    f"站所「{station}」经手，「联办」里没有",
                    f"the station {station} acts, and takes_part does not name it",
                    f"在「联办」里补上 {station}",
                    f"add {station} to takes_part",
                ),
            )
