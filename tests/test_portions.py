"""Three days in a row take all of the costly tests, each of them once."""

import pytest

from tests.portions import ALL, PORTIONS, chosen_portion, portion_of, split_costly


@pytest.mark.costly
@pytest.mark.parametrize("number", range(7))
def test_costly(number: int) -> None:
    assert number >= 0


def test_the_portions_are_all_of_it(request: pytest.FixtureRequest) -> None:
    items = [item for item in request.session.items if item.path == request.path]
    portions = [portion_of(day) for day in range(PORTIONS)]
    taken = [split_costly(items, portion)[0] for portion in portions]
    cheap = [item for item in items if not item.get_closest_marker("costly")]
    assert all(set(cheap) <= set(one) for one in taken)
    assert sum(len(one) - len(cheap) for one in taken) == len(items) - len(cheap)
    assert {item for one in taken for item in one} == set(items) == set(split_costly(items, ALL)[0])


def test_today_is_one_of_them() -> None:
    assert chosen_portion("today") in {portion_of(day) for day in range(PORTIONS)}
    assert (chosen_portion("2"), chosen_portion(ALL)) == ("2", ALL)
