"""Judging a station by itself, then the board as a whole; what a file sets aside is kept apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Final

from gongshi.board.board import BoardSettings
from gongshi.board.common import Ignore, Status
from gongshi.board.folder import BulletinFile, StationFolder
from gongshi.board.text import Text
from gongshi.board.words import State
from gongshi.checks.account import NO_ACCOUNT, Account, account_of
from gongshi.checks.case import (
    BOARD_FILE,
    BoardCase,
    BulletinCase,
    Case,
    Facts,
    IgnoreCase,
    LedgerCase,
    ProcedureCase,
    StationCase,
)
from gongshi.checks.reference import Reference
from gongshi.checks.rule import (
    BOARD,
    BULLETINS,
    EXEMPTIONS,
    FILES,
    LEDGERS,
    PROCEDURES,
    STATIONS,
    Rule,
    Scope,
)
from gongshi.checks.rules import RULES
from gongshi.diagnostics.finding import Finding, Path

MOST_FINDINGS: Final = 200
"""So many findings of one rule in one file are told; once these are mended the others are."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that a file sets aside, with the reason that is published."""

    finding: Finding
    reason: Text
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules found, and what they found but a file sets aside with a reason.

    ``account`` is what the files of one station come to beside.
    """

    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    account: Account = NO_ACCOUNT

    def __add__(self, other: Judged) -> Judged:
        return replace(
            self,
            findings=self.findings + other.findings,
            set_aside=self.set_aside + other.set_aside,
        )


def check_station(folder: StationFolder, board: BoardSettings, facts: Facts) -> Judged:
    """Judge a station's files by every rule that needs no other station."""
    cases = tuple(_cases_of_station(folder, board, facts))
    judged = Judged(account=account_of(folder, (case for case, _ in cases)))
    for case, scopes in cases:
        findings = tuple(finding for rule in _rules(scopes) for finding in _first(rule, case))
        mine = tuple(each for each in _exemptions(case.value) if each[1].rule not in _late_codes())
        judged += _sorted_out(case, findings, mine)
    return judged


def check_board(  # noqa: PLR0913, PLR0917 - all that crosses from the stations
    board: BoardSettings,
    bulletins: tuple[BulletinFile, ...],
    stations: tuple[StationFolder, ...],
    references: tuple[Reference, ...],
    station_ids: Collection[str],
    facts: Facts,
) -> Judged:
    """Judge the board's own file, its bulletins, and what stations say of each other.

    Of the procedures only their title, status, old ids, fees, time limits, local reason and
    exemptions are looked at, so that the rest need not cross; ``station_ids`` are all stations,
    those that could not be read included.
    """
    whole = BoardCase(BOARD_FILE, board, board, facts, bulletins, stations, references, station_ids)
    found: dict[str, list[Finding]] = {}
    for rule in _rules((FILES, BOARD)):
        for finding in _first(rule, whole):
            # What stands in content/ and is no bulletin can set nothing aside: board.yml does.
            keeper = BOARD_FILE if _is_paper(finding.file, bulletins) else finding.file
            found.setdefault(keeper, []).append(finding)
    for each in bulletins:
        bulletin = BulletinCase(each.file, each.bulletin, board, facts)
        for bulletin_rule in _rules((FILES, BULLETINS)):
            found.setdefault(each.file, []).extend(_first(bulletin_rule, bulletin))
    judged = Judged()
    for file, value in _values(board, bulletins, stations).items():
        case = Case(file, value, board, facts)
        is_whole = file == BOARD_FILE or file.endswith(".md")
        mine = tuple(
            each for each in _exemptions(value) if is_whole or each[1].rule in _late_codes()
        )
        judged += _sorted_out(case, tuple(found.pop(file, ())), mine)
    return judged + Judged(tuple(finding for rest in found.values() for finding in rest))


def _is_paper(file: str, bulletins: tuple[BulletinFile, ...]) -> bool:
    return file.startswith("content/") and all(file != each.file for each in bulletins)


def _cases_of_station(
    folder: StationFolder, board: BoardSettings, facts: Facts
) -> Iterator[tuple[Case, tuple[Scope[Any], ...]]]:
    in_use = not _is_retired(folder.station.status)
    station = StationCase(folder.file, folder.station, board, facts, folder)
    yield station, (FILES, STATIONS) if in_use else (FILES,)
    for each in folder.procedures:
        case = ProcedureCase(each.file, each.procedure, board, facts, folder)
        judged_whole = in_use and not _is_retired(each.procedure.status)
        yield case, (FILES, PROCEDURES) if judged_whole else (FILES,)
    for file, entries in _ledgers(folder):
        yield LedgerCase(file, entries, board, facts, folder), (FILES, LEDGERS)


def _first(rule: Rule[Any], case: Case) -> Iterator[Finding]:
    """Return what a rule finds, so much of it as anybody would read at once."""
    return islice(rule.judge(case), MOST_FINDINGS)


def _ledgers(folder: StationFolder) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield folder.rectifications.file, folder.rectifications.entries
    yield folder.evaluations.file, folder.evaluations.entries
    yield folder.complaints.file, folder.complaints.entries
    yield folder.inspections.file, folder.inspections.entries


def _is_retired(status: Status) -> bool:
    return status.state is State.RETIRED


@cache
def _rules(scopes: tuple[Scope[Any], ...]) -> tuple[Rule[Any], ...]:
    return tuple(rule for rule in RULES if rule.scope in scopes)


@cache
def _late_codes() -> frozenset[str]:
    """Return the codes by which a station's files are judged only with the whole board."""
    return frozenset(rule.code for rule in _rules((BOARD,)))


@cache
def _all_codes() -> frozenset[str]:
    return frozenset(rule.code for rule in RULES if rule.scope is not EXEMPTIONS)


def _values(
    board: BoardSettings,
    bulletins: tuple[BulletinFile, ...],
    stations: tuple[StationFolder, ...],
) -> Mapping[str, Any]:
    """Return every file that may set something aside, with its value."""
    values: dict[str, Any] = {BOARD_FILE: board}
    values |= {each.file: each.bulletin for each in bulletins}
    for folder in stations:
        values[folder.file] = folder.station
        values |= {each.file: each.procedure for each in folder.procedures}
        values |= dict(_ledgers(folder))
    return values


def _exemptions(value: Any) -> Iterator[tuple[Path, Ignore]]:
    """Go through what a file sets aside, in a ledger entry by entry."""
    if isinstance(value, tuple):
        for number, entry in enumerate(value):
            for path, ignore in _exemptions(entry):
                yield (number, *path), ignore
    else:
        for number, ignore in enumerate(value.ignore):
            yield ("ignore", number), ignore


def _sorted_out(
    case: Case, findings: Iterable[Finding], exemptions: tuple[tuple[Path, Ignore], ...]
) -> Judged:
    """Keep apart what the file sets aside, and judge the exemptions that set nothing aside."""
    kept: list[Finding] = []
    aside: list[SetAside] = []
    used: set[Path] = set()
    # In a ledger the entry's number stands before, and the exemption holds for that entry alone.
    by_place = {(ignore.rule, path[:-2]): (path, ignore) for path, ignore in reversed(exemptions)}
    for finding in findings:
        entry = finding.path[:1] if isinstance(case.value, tuple) else ()
        match = by_place.get((finding.code, entry))
        if match is None:
            kept.append(finding)
        else:
            used.add(match[0])
            aside.append(SetAside(finding, match[1].reason, match[1].since))
    if exemptions:
        told = IgnoreCase(
            case.file, case.value, case.board, case.facts, exemptions, frozenset(used), _all_codes()
        )
        kept += (each for rule in _rules((EXEMPTIONS,)) for each in _first(rule, told))
    return Judged(tuple(kept), tuple(aside))
