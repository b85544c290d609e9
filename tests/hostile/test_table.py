"""The page of the hostile targets is what its record says, and every result is told as what it is."""

import pytest

from tests.flawed.bench import ROOT
from tests.hostile.record import Found
from tests.hostile.table import PAGE, kept, page, promises, result
from tests.hostile.targets import HOSTILES


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(kept([])), "python -m tests.hostile.table writes docs/hostile.md"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "not run whole"),
        (Found(name="x", outcomes={"passed": 1200, "failed": 3}), "held, 1,203 scenarios"),
        (Found(name="x", outcomes={"passed": 3}, unmet=4), "held, cut after 3 of 7 scenarios"),
        (
            Found(name="x", outcomes={"broken": 1}, unmet=4, problems=["one | two\nthree", "four"]),
            "**harmed** after 1 scenarios: one \\| two; four",
        ),
    ],
)
def test_a_result_is_told_as_what_it_is(found: Found | None, words: str) -> None:
    assert result(found) == words


@pytest.mark.parametrize("name", sorted({name for one in promises() for name in one["held_by"]}))
def test_what_holds_a_promise_exists(name: str) -> None:
    file, _, function = name.partition("::")
    assert name in HOSTILES or (ROOT / file).is_file()
    assert not function or f"def {function}(" in (ROOT / file).read_text(encoding="utf-8")
