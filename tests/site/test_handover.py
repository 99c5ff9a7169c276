"""The map of hands stands where the files name more than one office, and has a lane for each."""

from typing import Any

import pytest

from tests.site.boards import Sample, Written, read


@pytest.fixture(scope="module")
def written(sample: Sample) -> Written:
    return Written(sample.board)


def holder(step: dict[str, Any]) -> str | None:
    """Return who holds the case in a step as its file says, or nobody while the citizen acts."""
    actor = step.get("actor", step.get("办理人"))
    if actor in (None, "applicant", "申请人"):
        return None
    if isinstance(actor, dict):
        office = actor["office"]
        return str(office["zh"] if isinstance(office, dict) else office)
    station, _, post = actor.partition("/")
    return station if post else ("own" if actor.startswith(("post:", "岗位:")) else actor)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_office_has_a_lane_and_every_step_of_an_office_stands_in_one(
    sample: Sample, written: Written, language: str
) -> None:
    several = 0
    for (station, procedure), said in written.procedures.items():
        held = [who for step in said.get("steps", ()) if (who := holder(step))]
        page = read(sample.site, written.in_language(f"stations/{station}/{procedure}/", language))
        classes = [value for _, name, value in page.attributes if name == "class"]
        lanes, steps = (classes.count(f"g-hand-over__{each}") for each in ("lane", "step"))

        expected = (len(set(held)), len(held)) if len(set(held)) > 1 else (0, 0)
        assert (lanes, steps) == expected, (station, procedure)
        several += lanes > 0

    assert several > 10
