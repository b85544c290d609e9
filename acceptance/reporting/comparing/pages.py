"""A comparison as a table for the console, as Markdown, and as a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape as escape_html
from typing import Final

from rich.table import Table
from rich.text import Text

from acceptance.display import markdown as in_markdown
from acceptance.display import one_line, visible
from acceptance.reporting.comparing.run_comparison import CriterionStatus, Group, Row, RunComparison

SHOWN_REASON: Final = 300
SHOWN_AT_THE_CONSOLE: Final = 120
SHOWN_ROWS: Final = 40
COLOURS: Final = {
    CriterionStatus.MET: "green",
    CriterionStatus.NOT_MET: "red",
    CriterionStatus.BROKEN: "magenta",
    CriterionStatus.NOT_OFFERED: "yellow",
}
# What is told in full; the others are what nobody has to act on.
DIFFERENCES: Final = (Group.ONLY_FIRST, Group.ONLY_SECOND)

STYLE: Final = """
body { font: 15px/1.45 system-ui, sans-serif; color: #222; max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.6rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid #ddd }
th { background: #f4f4f4 } .where, .why { color: #666; font-size: .87em } .number { text-align: right }
.met { color: #14722f } .not-met { color: #b3261e } .not-offered { color: #8a5a00 } .the-suite-broke { color: #8a1c8a }
summary { cursor: pointer; font-weight: 600; margin: .6rem 0 } @media print { details { display: block } }
"""


def counts(rows: Iterable[Row]) -> dict[Group, int]:
    """How many criteria are in each group."""
    found = Counter(row.group for row in rows)
    return {group: found[group] for group in Group}


def in_group(rows: Sequence[Row], group: Group) -> list[Row]:
    """The criteria of one group."""
    return [row for row in rows if row.group is group]


def headline(comparison: RunComparison) -> str:
    """What a reader wants to know first."""
    lost, won = (len(in_group(comparison.scenarios, group)) for group in DIFFERENCES)
    if not lost and not won:
        return "No difference: both meet the same criteria."
    regression = f"{counted(lost)} that A meets, B does not" if lost else "B meets all that A meets"
    return f"{regression}; {counted(won)} that B meets, A does not." if won else f"{regression}."


def counted(number: int) -> str:
    """A number of criteria, in words."""
    return "1 criterion" if number == 1 else f"{number} criteria"


def title(group: Group, comparison: RunComparison) -> str:
    """A group, with the names of the runs."""
    return {
        Group.ONLY_FIRST: f"Only A meets: {comparison.first.name}",
        Group.ONLY_SECOND: f"Only B meets: {comparison.second.name}",
        Group.BOTH: "Both meet",
        Group.NEITHER: "Neither meets",
    }[group]


def tables(comparison: RunComparison) -> list[Table]:
    """The comparison for the console: how many, the requirements, and the scenarios that differ."""
    names = one_line(f"A = {comparison.first.name}   B = {comparison.second.name}")
    numbers = Table(title=Text(names), title_justify="left")
    for column in ("", *Group):
        numbers.add_column(column, justify="right" if column else "left")
    for name, rows in (("requirements", comparison.requirements), ("scenarios", comparison.scenarios)):
        numbers.add_row(name, *map(str, counts(rows).values()))
    requirements = Table(title="Requirements, criterion by criterion", title_justify="left")
    for column in ("", "A", "B", "met by"):
        requirements.add_column(column)
    for row in comparison.requirements:
        requirements.add_row(row.name, coloured(row.first), coloured(row.second), row.group)
    return [numbers, requirements, *(differing(comparison, group) for group in DIFFERENCES)]


def differing(comparison: RunComparison, group: Group) -> Table:
    """The scenarios that one run alone meets, and why the other does not."""
    # As plain texts: what a target says may look like the console's own markup.
    table = Table(title=Text(one_line(title(group, comparison))), title_justify="left", show_lines=True)
    other = "B" if group is Group.ONLY_FIRST else "A"
    for column in ("scenario", other, f"why {other} does not"):
        table.add_column(column)
    rows = in_group(comparison.scenarios, group)
    for row in rows[:SHOWN_ROWS]:
        found, told = (row.second, row.reasons[1]) if group is Group.ONLY_FIRST else (row.first, row.reasons[0])
        why_not = one_line(shortened(told, SHOWN_AT_THE_CONSOLE))
        table.add_row(Text(one_line(row.name)), coloured(found), Text(why_not))
    if len(rows) > SHOWN_ROWS:
        table.add_row(f"… and {len(rows) - SHOWN_ROWS} more, in the page", "", "")
    return table


def coloured(found: CriterionStatus) -> str:
    """A criterion's status as the console shows it."""
    colour = COLOURS.get(found, "default")
    return f"[{colour}]{found}[/{colour}]"


def markdown(comparison: RunComparison) -> str:
    """The comparison as Markdown, for a pull request or the summary of a job."""
    lines = ["# Two orchestrators, criterion by criterion", "", f"A = {in_markdown(comparison.first.name)}  "]
    lines += [f"B = {in_markdown(comparison.second.name)}", "", f"**{headline(comparison)}**", ""]
    lines += [f"| | {' | '.join(Group)} |", f"|---|{'---:|' * len(Group)}"]
    for name, rows in (("requirements", comparison.requirements), ("scenarios", comparison.scenarios)):
        lines.append(f"| {name} | {' | '.join(map(str, counts(rows).values()))} |")
    lines += ["", "## Requirements", "", "| requirement | A | B | met by | |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | {row.first} | {row.second} | {row.group} | {in_markdown(row.about)} |"
        for row in comparison.requirements
    ]
    for group in Group:
        rows = in_group(comparison.scenarios, group)
        lines += ["", f"## {in_markdown(title(group, comparison))} ({len(rows)} scenarios)", ""]
        lines += ["| scenario | A | B | why not |", "|---|---|---|---|"] if rows else ["None."]
        lines += [
            f"| {in_markdown(row.name)} | {row.first} | {row.second} | {in_markdown(shortened(why(row)))} |"
            for row in rows
        ]
    return "\n".join(lines) + "\n"


def page(comparison: RunComparison) -> str:
    """The comparison as a page that needs nothing beside it."""
    parts = [
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Two orchestrators</title>",
        f"<style>{STYLE}</style></head><body><h1>Two orchestrators, criterion by criterion</h1>",
        f"<p>A = <b>{escape(comparison.first.name)}</b><br>B = <b>{escape(comparison.second.name)}</b></p>",
        f"<p><b>{escape(headline(comparison))}</b></p>",
        table_of(("", *Group), [numbers_of("requirements", comparison), numbers_of("scenarios", comparison)]),
        "<h2>Requirements</h2>",
        table_of(("", "A", "B", "met by", ""), [requirement_cells(row) for row in comparison.requirements]),
        "<h2>Scenarios</h2>",
    ]
    for group in Group:
        rows = in_group(comparison.scenarios, group)
        opened = " open" if group in DIFFERENCES else ""
        body = table_of(("scenario", "A", "B", "why not"), [scenario_cells(row) for row in rows]) if rows else ""
        parts.append(
            f"<details{opened}><summary>{escape(title(group, comparison))} ({len(rows)})</summary>{body}</details>"
        )
    return "\n".join([*parts, "</body></html>"])


def table_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are HTML already."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def numbers_of(name: str, comparison: RunComparison) -> list[str]:
    """The cells of one line of numbers."""
    rows = comparison.requirements if name == "requirements" else comparison.scenarios
    return [name, *(f"<span class='number'>{number}</span>" for number in counts(rows).values())]


def requirement_cells(row: Row) -> list[str]:
    """The cells of a requirement."""
    return [f"<b>{escape(row.name)}</b>", shown(row.first), shown(row.second), row.group, escape(row.about)]


def scenario_cells(row: Row) -> list[str]:
    """The cells of a scenario."""
    name = f"{escape(row.name)}<div class='where'>{escape(row.about)}</div>"
    return [name, shown(row.first), shown(row.second), f"<span class='why'>{escape(shortened(why(row)))}</span>"]


def shown(found: CriterionStatus) -> str:
    """A criterion's status as the page shows it."""
    return f"<span class='{found.replace(' ', '-')}'>{found}</span>"


def why(row: Row) -> str:
    """Why a criterion is not met; where both have a reason and the reasons differ, both are told."""
    first, second = row.reasons
    return first if first == second else " ".join(filter(None, [first and f"A: {first}", second and f"B: {second}"]))


def shortened(text: str, longest: int = SHOWN_REASON) -> str:
    """A reason, cut to what a table can hold; the whole stands in the run's own report."""
    return text if len(text) <= longest else f"{text[:longest]} …"


def escape(text: str) -> str:
    """A text as HTML shows it."""
    return escape_html(visible(text))
