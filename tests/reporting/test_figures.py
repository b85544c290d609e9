"""A number and its unit on a page: no line ends between them."""

import pytest

from acceptance.reporting.documents.rendering import unbroken


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3 min 5 s", "3\u00a0min 5\u00a0s"),
        ("p95 of 1.2 ms, limit: 25 ms", "p95 of 1.2\u00a0ms, limit: 25\u00a0ms"),
        ("at least 90 %", "at least 90\u00a0%"),
        ("10 MB of work in 0 s.", "10\u00a0MB of work in 0\u00a0s."),
        ("3 scenarios of 14 single ones, T-3 starts", "3 scenarios of 14 single ones, T-3 starts"),
    ],
)
def test_a_number_stays_with_its_unit(text: str, shown: str) -> None:
    assert unbroken(text) == shown
