"""Files of a board compared: nothing changed gives nothing, and nothing that changed is silent."""

import json
import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongshi.board.base import Value
from gongshi.board.procedure import Procedure
from gongshi.board.station import Station
from gongshi.board.workdays import WorkCalendar, YearDays
from gongshi.review.change import Effect
from gongshi.review.compare import compare_values
from gongshi.review.judges import Yardstick
from tests.strategies import procedures, stations, values

DAY = date(2026, 11, 24)
BY = Yardstick(WorkCalendar.of([YearDays(2026, (date(2026, 10, 1),), ())]), DAY)
slowly = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

files = st.one_of(procedures, stations)


@st.composite
def edited(draw: st.DrawFn, value: Value) -> Value:
    """Return a value with one field of it, or of one entry somewhere in it, replaced by another."""
    cls = type(value)
    name = draw(st.sampled_from(list(cls.model_fields)))
    now = getattr(value, name)
    entries = now if isinstance(now, tuple) else ()
    if entries and isinstance(entries[0], Value) and draw(st.booleans()):
        place = draw(st.integers(0, len(entries) - 1))
        new = draw(edited(entries[place]))
        return value.model_copy(update={name: (*entries[:place], new, *entries[place + 1 :])})
    return value.model_copy(update={name: getattr(draw(values(cls)), name)})


def canonical(value: Any) -> Any:
    """Return what a value says, without the order of lists, white space and ways of spelling."""
    if isinstance(value, dict):
        return {key: canonical(each) for key, each in value.items() if key != "next"} | (
            {"next": _ways(value["next"])} if value.get("next") else {}
        )
    if isinstance(value, list):
        return sorted((canonical(each) for each in value), key=json.dumps)
    return " ".join(value.split()) if isinstance(value, str) else value


def _ways(following: Any) -> Any:
    if isinstance(following, str):
        return [[{"to": following}]]
    if isinstance(following, dict):
        ways = canonical([[{"to": each}] for each in following["all"]])
        return [*ways, "all" if len(ways) > 1 else ""]
    return canonical([[{k: v for k, v in each.items() if v}] for each in following])


def said(value: Value) -> Any:
    return canonical(value.model_dump(mode="json", by_alias=True))


def effects(before: Value, after: Value) -> Counter[Effect]:
    return Counter(each.effect for each in compare_values(before, after, BY))


@slowly
@given(value=files)
def test_a_file_compared_with_itself_has_not_changed(value: Value) -> None:
    assert compare_values(value, value, BY) == ()


@slowly
@given(value=files, seed=st.integers())
def test_entries_in_another_order_are_no_change(value: Value, seed: int) -> None:
    mixer = random.Random(seed)  # noqa: S311 - not for secrets
    update = {
        name: tuple(mixer.sample(entries, len(entries)))
        for name in type(value).model_fields
        # The first step is where a case begins.
        if isinstance(entries := getattr(value, name), tuple) and name != "steps"
    }

    shuffled = value.model_copy(update=update)

    assert compare_values(value, shuffled, BY) == ()


@settings(slowly, max_examples=120)
@given(data=st.data())
def test_an_edit_of_a_file_is_never_silent(data: st.DataObject) -> None:
    before = data.draw(files)
    after = data.draw(edited(before))
    assume(said(before) != said(after))

    changes = compare_values(before, after, BY)

    assert changes
    assert all(change.text["zh"] and change.text["en"] for change in changes)


@settings(slowly, max_examples=80)
@given(data=st.data())
def test_what_is_better_is_worse_when_it_is_taken_back(data: st.DataObject) -> None:
    before = data.draw(files)
    after = data.draw(
        st.one_of(edited(before), procedures if isinstance(before, Procedure) else stations)
    )

    there, back = effects(before, after), effects(after, before)

    assert there[Effect.BETTER] == back[Effect.WORSE]
    assert there[Effect.WORSE] == back[Effect.BETTER]


def test_a_file_that_comes_is_better_and_one_that_goes_is_worse() -> None:
    for value in (Procedure(title="甲"), Station(name="乙")):  # type: ignore[arg-type]
        assert effects(None, value) == {Effect.BETTER: 1}  # type: ignore[arg-type]
        assert effects(value, None) == {Effect.WORSE: 1}  # type: ignore[arg-type]
