"""The page of the hostile targets is what its record says, and every result is told as what it is."""

import pytest

from tests.hostile.record import Found
from tests.hostile.table import PAGE, kept, page, result


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
