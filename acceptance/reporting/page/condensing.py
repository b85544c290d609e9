"""The calls of a scenario that passed, as the page shows them: one attachment for each step, what is long shortened.

Who signs reads what was asked and answered; who repairs needs a failure whole. So a scenario that did not pass keeps
every call as it is. What is left out here stands whole in the results that the run wrote, and the page says where.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from acceptance.display import one_line
from acceptance.errors import SuiteError
from acceptance.integrity.files import read_json

MOST_CHARACTERS: Final = 160
"""So much is shown of a request and of a reply."""

MOST_CALLS: Final = 10
"""So many calls of a step are shown with their requests and replies."""

MOST_LINES: Final = 200
"""So many calls of a step are told at all."""

TELLING: Final = 8
"""So many characters of a file's name are enough to find it."""

MOST_TOOLS: Final = 3
TOOL_CHARACTERS: Final = 60
MOST_BYTES: Final = 1 << 24
UNREADABLE: Final = (SuiteError, OSError, ValueError, TypeError, KeyError, RecursionError)

WHERE: Final = (
    "Shortened, since the scenario passed. Each call is whole in the file of allure-results/ "
    "whose name begins as in its brackets."
)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call as the run attached it.

    Attributes:
        source: the file that it stands in.
        name: the tool, the outcome and the duration, in words.
        tool: the tool.
        request: what it was given, shortened.
        reply: what came back, shortened.
    """

    source: str
    name: str
    tool: str
    request: str
    reply: str


class Condenser:
    """Shortens the calls of scenarios that passed.

    Attributes:
        spare: the names of the files that the page does not need any more.
    """

    def __init__(self, results: Path, copy: Path) -> None:
        """Read calls from the folder that the run wrote, and write them into the one that the page is made from."""
        self.spare: set[str] = set()
        self._results = results
        self._copy = copy
        self._written = 0

    def condensed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The result of a scenario that passed, its calls shortened.

        Raises:
            OSError: the calls could not be written.
            TypeError, ValueError, AttributeError: it is no result.
        """
        spare: set[str] = set()
        steps = [self._holding(step, spare) for step in told.get("steps") or ()]
        short = {**self._holding(told, spare), "steps": steps}
        self.spare |= spare
        return short

    def _holding(self, holder: Mapping[str, Any], spare: set[str]) -> dict[str, Any]:
        """A step, or the result itself, with one attachment in the place of its calls."""
        attached = [(one, _read(self._results, one)) for one in holder.get("attachments") or ()]
        calls = [call for _, call in attached if call]
        if not calls:
            return dict(holder)
        self._written += 1
        # Allure takes what ends so for an attachment; a name without meaning is short where there are thousands.
        name = f"{self._written}-attachment.txt"
        # Half a character has no UTF-8.
        (self._copy / name).write_text("\n".join(_text(calls)), encoding="utf-8", errors="backslashreplace")
        spare.update(call.source for call in calls)
        shown = {"name": _name(calls), "source": name, "type": "text/plain"}
        return {**holder, "attachments": [*(one for one, call in attached if not call), shown]}


def _read(results: Path, attachment: Mapping[str, Any]) -> _Call | None:
    """The call that is attached; None where it is something else, or a path, which would lead elsewhere."""
    with suppress(*UNREADABLE):
        source = str(attachment["source"])
        if attachment["type"] == "application/json" and source == Path(source).name:
            told = read_json(results / source, MOST_BYTES)
            name, tool = str(attachment["name"]), str(told["tool"])
            return _Call(source, name, tool, _compact(told["request"]), _compact(told["reply"]))
    return None


def _name(calls: Sequence[_Call]) -> str:
    """What a reader sees of the calls before he opens them."""
    if len(calls) == 1:
        return calls[0].name
    tools = list(dict.fromkeys(_shortened(one_line(call.tool), TOOL_CHARACTERS) for call in calls))
    more = ", …" if len(tools) > MOST_TOOLS else ""
    return f"{len(calls)} calls: {', '.join(tools[:MOST_TOOLS])}{more}"


def _text(calls: Sequence[_Call]) -> Iterator[str]:
    """Yield the lines that are shown of the calls of a step."""
    for number, call in enumerate(calls[:MOST_LINES]):
        yield f"{call.name} [{call.source[:TELLING]}…]"
        if number < MOST_CALLS:
            yield f"  request: {call.request}"
            yield f"  reply: {call.reply}"
            yield ""
    if len(calls) > MOST_LINES:
        yield f"… and {len(calls) - MOST_LINES:,} further calls"
    if len(calls) > MOST_CALLS:
        yield ""
    yield WHERE


def _compact(content: object) -> str:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return _shortened(one_line(text), MOST_CHARACTERS)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} …"
