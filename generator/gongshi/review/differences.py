"""What differs between two values of the board, field by field; what it means is judged elsewhere.

Order, spelling and white space make no difference; entries of a list are told apart by what names
them, and one that was renamed is found again by its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from gongshi.board.base import Value
from gongshi.board.board import BoardSettings, CalendarYear, CatalogueFee
from gongshi.board.common import Change, Citation, Ignore, Remedy
from gongshi.board.ledgers import ComplaintFigures, Evaluation, Inspection
from gongshi.board.procedure import (
    AllWays,
    Channel,
    Fee,
    Limit,
    Material,
    Outcome,
    Question,
    Reduction,
    Step,
    TimeLimit,
    Timing,
    Way,
)
from gongshi.board.station import (
    Accountability,
    Closure,
    Commitment,
    Contact,
    Honour,
    Leader,
    OpenPeriod,
    RosterDay,
    Station,
    SupervisionPhone,
    Supervisor,
)
from gongshi.board.text import Text
from gongshi.board.words import Default

Path = tuple[str, ...]

ALIKE: Final = 0.5
"""From what share of common pairs of characters on two names are taken for one that was changed."""

MOST_PAIRED: Final = 40
"""Of longer lists that have nothing in common no entry is taken for one that was renamed."""


class Kind(Enum):
    """In what way two values differ."""

    ADDED = auto()
    DROPPED = auto()
    ALTERED = auto()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the fields that lead to it, the entries passed, what was there and is now."""

    kind: Kind
    path: Path
    owner: type[Value]
    """The class whose field it is."""
    name: str
    """The field."""
    before: Any
    after: Any
    entries: tuple[Any, ...] = ()
    """The entries of lists that lead to it, as they are now, the outermost first."""


def _id(each: Any) -> Any:
    return each.id


NAMES: Final[Mapping[type, Callable[[Any], Any]]] = {
    Fee: lambda each: (each.item, frozenset(each.situations)),
    Reduction: lambda each: each.who,
    Outcome: lambda each: each.name,
    Channel: lambda each: (each.kind, each.value),
    Question: lambda each: each.q,
    Timing: lambda each: each.period,
    Way: lambda each: (each.to, each.when),
    Limit: lambda each: (frozenset(each.situations), frozenset(each.channels)),
    Citation: lambda each: (each.title, each.document_no, each.article),
    Remedy: lambda each: each.name,
    Change: lambda each: (each.date, each.why),
    Ignore: lambda each: each.rule,
    OpenPeriod: lambda each: (each.from_, each.to, frozenset(each.days)),
    Contact: lambda each: (each.kind, each.value),
    Leader: lambda each: each.role,
    Commitment: lambda each: each.text,
    Accountability: lambda each: each.breach,
    SupervisionPhone: lambda each: each.number,
    Supervisor: lambda each: each.name,
    Closure: lambda each: (each.from_, each.to),
    RosterDay: lambda each: (each.post, each.date),
    Honour: lambda each: (each.title, each.year),
    CatalogueFee: lambda each: each.item,
    CalendarYear: lambda each: each.year,
    Evaluation: lambda each: each.year,
    ComplaintFigures: lambda each: each.period,
    Inspection: lambda each: (each.date, each.by),
}
"""By what an entry of a list is known, where it has no id."""

NAMING: Final = (
    *("name", "title", "text", "item", "who", "q", "breach", "rule", "to", "problem", "why"),
    *("period", "year", "id"),
)
"""The fields by which an entry is called, the first that there is."""

ORDERED: Final = {(BoardSettings, "languages")}
"""Lists whose order says something."""

WHOLE: Final = {
    *((Station, "hours"), (Step, "actor")),
    *((Material, "situations"), (Fee, "situations"), (Step, "situations")),
}
"""Fields that are told as a whole."""

LIMITS: Final = {(TimeLimit, "statutory"), (TimeLimit, "committed")}
"""Limits, of which one that names no case holds for every case that has none of its own."""


def name_of(entry: Any) -> Any:
    """Return the words by which an entry is called."""
    if not isinstance(entry, Value):
        return entry
    names = (getattr(entry, name, None) for name in NAMING)
    return next((name for name in names if isinstance(name, str | Text | int)), None)


def differences(before: Value, after: Value, path: Path = ()) -> Iterator[Difference]:
    """Go through the differences of two values of one class, in the order of its fields."""
    yield from _of_values(before, after, path, ())


def _of_values(
    before: Value,
    after: Value,
    path: Path,
    entries: tuple[Any, ...],
    place: tuple[type[Value], str] | None = None,
) -> Iterator[Difference]:
    """Compare two values; ``place`` is the field in which they stand, where they stand alone."""
    cls = type(after)
    for name in cls.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        key = cls.model_fields[name].alias or name
        # What a bare word stands for is known by where it stands: `visits`, not `visits.times`.
        is_short = name == cls.shorthand and bool(path)
        deeper, where = path if is_short else (*path, key), (is_short and place) or (cls, name)
        root = Difference(Kind.ALTERED, deeper, *where, old, new, entries)
        yield from _of_field(root)


def _of_field(root: Difference) -> Iterator[Difference]:
    """Compare what one field says, by the kind of things that may stand there."""
    place, both = (root.owner, root.name), (root.before, root.after)
    if place in WHOLE or any(isinstance(each, Default) for each in both):
        if not is_same(*both):
            yield root
    elif place in ORDERED:
        yield root
    elif place in LIMITS:
        yield from _of_limits(root)
    elif place == (Step, "next"):
        yield from _of_ways(root)
    else:
        yield from _of_things(root)


def _of_ways(root: Difference) -> Iterator[Difference]:
    old, new = _ways(root.before), _ways(root.after)
    yield from _of_lists(_on(root, old, new))
    was_parallel, is_parallel = (isinstance(each, AllWays) for each in (root.before, root.after))
    if was_parallel != is_parallel and old and new:
        yield _on(root, was_parallel, is_parallel, "all")


def _ways(following: Any) -> tuple[Way, ...]:
    if following is None:
        return ()
    if isinstance(following, str):
        return (Way(to=following),)
    if isinstance(following, AllWays):
        return tuple(Way(to=target) for target in following.all)
    return tuple(following)


def _of_limits(root: Difference) -> Iterator[Difference]:
    """Compare limits case by case: each case by the limit that holds for it."""
    old, new = (
        {_case(each): each for each in _entries(side)} for side in (root.before, root.after)
    )
    found: list[Difference] = []
    for case in dict.fromkeys((*old, *new)):
        was, now = (limits.get(case, limits.get(ANY_CASE)) for limits in (old, new))
        if was is not None and now is not None:
            inside = _of_values(was, now, root.path, (*root.entries, now))
            # One that holds for every case says no more than it did for the one case.
            found += (each for each in inside if each.name not in ("situations", "channels"))
        elif case != ANY_CASE or len(old) + len(new) == 1:
            kind = Kind.ADDED if was is None else Kind.DROPPED
            found.append(_on(root, was, now, kind=kind))
    if not found and not is_same(root.before, root.after):
        found = [root]
    yield from found


ANY_CASE: Final = (frozenset[str](), frozenset[str]())


def _case(limit: Any) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(limit.situations), frozenset(limit.channels)


def _of_things(root: Difference) -> Iterator[Difference]:
    old, new = root.before, root.after
    if isinstance(old, tuple) or isinstance(new, tuple):
        lists = _on(root, _entries(old), _entries(new))
        # A list that is empty and one that says "none" differ, though no entry does.
        if not lists.before and not lists.after:
            yield root
        else:
            yield from _of_lists(lists)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(root)
    elif isinstance(old, Value) or isinstance(new, Value):
        yield from _of_parts(root)
    elif not is_same(old, new):
        yield root


def _of_parts(root: Difference) -> Iterator[Difference]:
    """Compare two values that stand alone; one that is not there is compared as an empty one."""
    old, new = root.before, root.after
    cls = type(new) if isinstance(new, Value) else type(old)
    can_be_empty = not any(info.is_required() for info in cls.model_fields.values())
    if old is None and can_be_empty:
        old = cls.model_construct()
    if new is None and can_be_empty:
        new = cls.model_construct()
    if type(old) is type(new) and isinstance(old, Value):
        place = (root.owner, root.name)
        found = tuple(_of_values(old, new, root.path, root.entries, place))
        is_said = found or not (root.before is None or root.after is None)
        yield from found if is_said else (root,)
    else:
        kind = Kind.ADDED if old is None else Kind.DROPPED if new is None else Kind.ALTERED
        yield _on(root, old, new, kind=kind)


def _of_mappings(root: Difference) -> Iterator[Difference]:
    old, new = root.before, root.after
    for key in dict.fromkeys((*old, *new)):
        if key not in new:
            yield _on(root, key, None, kind=Kind.DROPPED)
        elif key not in old:
            yield _on(root, None, key, kind=Kind.ADDED)
        elif not is_same(old[key], new[key]):
            inside = (*root.entries, key)
            yield replace(root, before=old[key], after=new[key], entries=inside)


def _of_lists(root: Difference) -> Iterator[Difference]:
    gone, new = _without_common(root.before, root.after)
    pairs, gone, new = _paired(gone, new)
    for old, now in pairs:
        if isinstance(now, Value):
            yield from _of_values(old, now, root.path, (*root.entries, now))
        else:
            yield _on(root, old, now)
    yield from (_on(root, each, None, kind=Kind.DROPPED) for each in gone)
    yield from (_on(root, None, each, kind=Kind.ADDED) for each in new)


def _without_common(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return what either list has and the other has not, each in its order."""
    fewer, more = Counter(map(_words, new)), Counter(map(_words, old))
    return list(_rest(old, fewer)), list(_rest(new, more))


def _rest(values: Sequence[Any], known: Counter[Any]) -> Iterator[Any]:
    for value in values:
        word = _words(value)
        if known[word]:
            known[word] -= 1
        else:
            yield value


def _paired(gone: list[Any], new: list[Any]) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Find the entries that are one and were altered: by what names them, then by their words."""
    pairs: list[tuple[Any, Any]] = []
    if not (gone and new and isinstance(gone[0], Value | Text)):
        return pairs, gone, new
    for known in (_identity, _called) if isinstance(gone[0], Value) else ():
        waiting: dict[Any, list[Any]] = {}
        for each in new:
            waiting.setdefault(known(each), []).append(each)
        for each in tuple(gone):
            same = [] if known(each) is None else waiting.get(known(each), [])
            if same:
                now = same.pop(0)
                pairs.append((each, now))
                _drop(gone, each)
                _drop(new, now)
    if max(len(gone), len(new)) <= MOST_PAIRED:
        for old, now in _by_likeness(gone, new):
            pairs.append((old, now))
            _drop(gone, old)
            _drop(new, now)
    return pairs, gone, new


def _drop(values: list[Any], value: Any) -> None:
    del values[next(n for n, each in enumerate(values) if each is value)]


def _by_likeness(gone: Sequence[Any], new: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return the entries whose words are most alike; either way round they are the same pairs."""
    rated = []
    for n, old in enumerate(gone):
        for m, now in enumerate(new):
            words = _text_of(old), _text_of(now)
            rate = likeness(*words) if all(words) and type(old) is type(now) else 0
            if rate >= ALIKE:
                rated.append((-rate, sorted(words), sorted((repr(old), repr(now))), n, m))
    pairs = []
    left_n, left_m = set(range(len(gone))), set(range(len(new)))
    for *_, n, m in sorted(rated):
        if n in left_n and m in left_m:
            pairs.append((gone[n], new[m]))
            left_n.discard(n)
            left_m.discard(m)
    return pairs


def likeness(one: str, other: str) -> float:
    """Return the share of the pairs of characters that two texts have in common.

    >>> likeness("居民户口簿", "居民户口簿复印件")
    0.727...
    """
    pairs, others = (Counter(zip(f"\0{each}", each, strict=False)) for each in (one, other))
    return 2 * (pairs & others).total() / max(1, pairs.total() + others.total())


def _text_of(entry: Any) -> str:
    name = name_of(entry)
    return str(name) if isinstance(name, Text) else ""


def _identity(entry: Any) -> Any:
    known = getattr(entry, "id", None)
    if known is not None:
        return ("id", known)
    name = NAMES.get(type(entry))
    return ("name", _words(name(entry) if name else name_of(entry)))


def _called(entry: Any) -> Any:
    return _text_of(entry) or None


def _entries(value: Any) -> tuple[Any, ...]:
    """Return the entries of what may be a list, one thing alone, or a word that there are none."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Value) else ()


def is_same(old: Any, new: Any) -> bool:
    """Whether two things say the same in the same words; white space does not count."""
    return bool(_words(old) == _words(new))


def _words(value: Any) -> Any:
    """Return a thing as it is compared and counted: hashable, without spaces that say nothing."""
    if isinstance(value, Text):
        return frozenset((tag, " ".join(said.split())) for tag, said in value.items())
    if isinstance(value, Value):
        return (type(value), *(_words(getattr(value, name)) for name in type(value).model_fields))
    if isinstance(value, tuple):
        return frozenset(Counter(map(_words, value)).items())
    return value


def _on(root: Difference, old: Any, new: Any, *more: str, kind: Kind = Kind.ALTERED) -> Difference:
    """Return the difference between two parts of what differs."""
    return replace(root, kind=kind, path=(*root.path, *more), before=old, after=new)
