"""The order of tasks is judged between moments that differ as they are told (contract, "Precision")."""

from types import SimpleNamespace

import pytest

from acceptance.matchers.searches import finds_in_order

SECOND, NEXT, FINE = "2026-11-29T07:00:00Z", "2026-11-29T07:00:01Z", "2026-11-29T07:00:00.5Z"


@pytest.mark.parametrize(
    ("names", "moments", "fits"),
    [
        ("abc", (NEXT, SECOND, SECOND), True),
        ("acb", (NEXT, SECOND, SECOND), True),
        ("bac", (NEXT, SECOND, SECOND), False),
        ("acb", (NEXT, FINE, FINE), False),
        ("ab", (NEXT, SECOND), False),
        ("abcc", (NEXT, SECOND, SECOND, SECOND), False),
        ("acb", (None, None, None), False),
    ],
)
def test_tasks_of_one_second_are_in_any_order(names: str, moments: tuple[str | None, ...], fits: bool) -> None:
    found = [SimpleNamespace(name=name, created=moment) for name, moment in zip(names, moments, strict=True)]
    queries = SimpleNamespace(found=found, names=lambda views: [one.name for one in views])
    assert finds_in_order(["a", "b", "c"]).matches(queries) is fits  # type: ignore[arg-type]
