"""Measurement, as pictures for the report: SVG that needs nothing from anywhere else."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from acceptance.stopwatch.intervals import quantile

if TYPE_CHECKING:
    from pygal.graph.graph import Graph

BINS: Final = 24
WIDTH: Final = 860
HEIGHT: Final = 420
SCRIPT: Final = re.compile(r"<script.*?</script>", re.DOTALL)

Points = Sequence[tuple[float, float]]


def histogram(title: str, series: Mapping[str, Sequence[float]]) -> str:
    """How often each time was seen; the rare longest ones share the last column.

    Args:
        title: of the picture.
        series: samples in milliseconds, by name.
    """
    samples = [one for times in series.values() for one in times]
    low, high = min(samples), max(quantile(samples, 0.98), min(samples) * 1.01)
    step = (high - low) / BINS
    # pygal draws bars of (height, from, to), which stand side by side for several series.
    chart = _chart("Histogram", title, x_title="milliseconds", y_title="times seen")
    for name, times in series.items():
        counts = [0] * BINS
        for time in times:
            counts[min(BINS - 1, int((time - low) / step))] += 1
        chart.add(name, [(count, low + n * step, low + (n + 1) * step) for n, count in enumerate(counts) if count])
    return _svg(chart)


def curve(title: str, x_title: str, y_title: str, series: Mapping[str, Points], *, powers: bool = False) -> str:
    """Lines through points.

    Args:
        title: of the picture.
        x_title: what is told from left to right.
        y_title: what is told from bottom to top.
        series: points by name.
        powers: whether equal steps from left to right are equal factors.
    """
    chart = _chart("XY", title, x_title=x_title, y_title=y_title)
    if powers:
        places = sorted({x for points in series.values() for x, _ in points if x > 0})
        chart.x_labels = [math.log10(x) for x in places]
        chart.x_value_formatter = lambda power: f"{10**power:,.0f}"
    for name, points in series.items():
        chart.add(name, [(math.log10(x) if powers else x, y) for x, y in points])
    return _svg(chart)


def bars(title: str, x_title: str, names: Sequence[str], series: Mapping[str, Sequence[float]]) -> str:
    """A bar for each of several names, from left to right, for each series.

    Args:
        title: of the picture.
        x_title: what the length of a bar tells.
        names: what the bars stand for, from top to bottom.
        series: a value for each of these, by name.
    """
    chart = _chart("HorizontalBar", title, x_title=x_title)
    chart.config.height = max(HEIGHT, 60 + 40 * len(names))
    # From the bottom up: so are they drawn.
    chart.x_labels = list(reversed(names))
    for name, values in series.items():
        chart.add(name, list(reversed(values)))
    return _svg(chart)


def _chart(kind: str, title: str, **titles: str) -> Graph:
    # Only here: a run without measurements need not load it.
    import pygal  # noqa: PLC0415
    from pygal.style import CleanStyle  # noqa: PLC0415

    settings: dict[str, Any] = {
        # Without its script, which would come from somebody else's server.
        "js": (),
        "style": CleanStyle(font_family="sans-serif"),
        "width": WIDTH,
        "height": HEIGHT,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 1,
        "truncate_legend": -1,
        "margin": 12,
        "title": title,
    }
    chart: Graph = getattr(pygal, kind)(**settings, **titles)
    return chart


def _svg(chart: Graph) -> str:
    # Its settings come along as a script, which a report that is opened anywhere need not carry.
    return SCRIPT.sub("", str(chart.render(is_unicode=True)))
