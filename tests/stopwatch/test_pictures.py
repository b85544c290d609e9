"""Pictures: whole SVG that asks nobody for anything, and tells what is in them."""

import xml.etree.ElementTree as ET

from acceptance.stopwatch.pictures import curve, histogram


def test_a_histogram_shows_every_series() -> None:
    picture = histogram("Times", {"planning": [1.0, 1.1, 1.2, 9.0], "nothing": [0.5, 0.6]})
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "planning" in picture
    assert "<script" not in picture


def test_times_that_are_all_the_same_are_drawn_too() -> None:
    assert ET.fromstring(histogram("Times", {"planning": [1.0, 1.0]})).tag.endswith("svg")


def test_a_curve_over_powers_is_labelled_with_numbers() -> None:
    picture = curve("Growth", "tasks", "ms", {"planning": [(100.0, 1.0), (1000.0, 1.1)]}, powers=True)
    assert ">100<" in picture
    assert ">1,000<" in picture


def test_a_curve_of_one_point_is_drawn_too() -> None:
    assert ET.fromstring(curve("Growth", "tasks", "ms", {"planning": [(1.0, 2.0)]})).tag.endswith("svg")
