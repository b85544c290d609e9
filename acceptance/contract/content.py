"""Things that a reply tells where the contract's table names no field for them: they are found by what is told.

A list tells something by naming it in an entry, prose by naming it in a line, whatever the fields are called (contract,
"Where a reply is").
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from acceptance.contract.views import SessionView, read_session, texts_in

MOMENT: Final = re.compile(r"\b20\d\d-?\d\d-?\d\d[T ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?")
"""A moment in ISO 8601, wherever in a text."""
SAYS_THAT_IT_WORKED: Final = frozenset({"success", "ok", "accepted", "done", "error"})
"""Fields that tell whether the call worked, and nothing of what was asked."""
OPPOSITE: Final = re.compile(
    r"block|busy|damag|error|fail|invalid|mistake|problem|unsafe|wrong|(?:^|_)(?:in|not|un)(?:_|$)"
)
"""Names of fields that are true where the thing is not so."""
INTACT: Final = re.compile(r"check|intact|in_order|look|sound|valid|scan", re.IGNORECASE)
"""Names of lists that tell what was looked at, or found to be as it should be."""


def lists_in(content: Any, name: str = "") -> Iterator[tuple[str, Sequence[Any]]]:
    """Every list anywhere in the content, with the name of its field; an outer list comes before those in it."""
    if isinstance(content, Mapping):
        for key, inner in content.items():
            yield from lists_in(inner, str(key))
    elif isinstance(content, list):
        yield name, content
        for inner in content:
            yield from lists_in(inner, name)


def entries(body: Mapping[str, Any], words: str) -> Iterator[tuple[str, str]]:
    """What a reply lists, each entry as text with the name of its list: entries of lists, or the lines of prose."""
    if not body:
        yield from (("", line) for line in words.splitlines() if line.strip())
    for name, listed in lists_in(body):
        yield from ((name, "\n".join(texts_in(one))) for one in listed)


def names_in_an_entry(body: Mapping[str, Any], words: str, names: Iterable[str]) -> bool:
    """Whether an entry of any list, or a line of prose, has one of these names."""
    wanted = [name for name in names if name]
    return any(name in text for _, text in entries(body, words) for name in wanted)


def names_as_damaged(body: Mapping[str, Any], words: str, names: Iterable[str]) -> bool:
    """Whether an entry has one of these names, of a list that does not tell what is intact."""
    wanted = [name for name in names if name]
    told = (text for name, text in entries(body, words) if not INTACT.search(name))
    return any(name in text for text in told for name in wanted)


def condition(
    body: Mapping[str, Any], words: str, fields: Sequence[str], yes: re.Pattern[str], no: re.Pattern[str]
) -> Any:
    """Whether a reply tells that something is so.

    Args:
        body: the reply's fields.
        words: all that it says.
        fields: the names of the field that tells it, where the reply has one of them.
        yes: words that say that it is so.
        no: words that say that it is not so; what comes first decides.

    Returns:
        What the named field has; else what the only fields with true or false say; else what the words say, or None.
    """
    for name in fields:
        if name in body:
            return body[name]
    told = {
        content
        for name, content in body.items()
        if isinstance(content, bool) and name not in SAYS_THAT_IT_WORKED
        if not OPPOSITE.search(name)
    }
    if told:
        return told.pop() if len(told) == 1 else None
    text = "\n".join(texts_in(body)) if body else words
    first_yes, first_no = yes.search(text), no.search(text)
    if first_no is None:
        return True if first_yes else None
    return bool(first_yes and first_yes.end() < first_no.start())


def pieces_about(content: Any, names: Sequence[str], place: str = "") -> list[str]:
    """What fields tell of a thing: each innermost object that has one of its names, or the place of a bare name.

    Args:
        content: the fields.
        names: its names.
        place: the fields in which the content lies, each followed by a full stop.
    """
    if isinstance(content, Mapping):
        if any(one in names for one in content.values() if isinstance(one, str)):
            return [f"{place}{json.dumps(content, sort_keys=True, default=str)}"]
        return [piece for name, one in content.items() for piece in pieces_about(one, names, f"{place}{name}.")]
    if isinstance(content, list):
        return [piece for one in content for piece in pieces_about(one, names, place)]
    return [f"{place}{content}"] if content in names else []


def numbers_in(content: Any) -> list[int]:
    """The whole numbers that the fields of a reply have, however deep they lie."""
    if isinstance(content, int) and not isinstance(content, bool):
        return [content]
    inner = content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ()
    return [number for one in inner for number in numbers_in(one)]


def moments_in(content: Any) -> list[str]:
    """The moments that an entry tells, in its order."""
    return [moment for text in texts_in(content) for moment in MOMENT.findall(text)]


def entries_with_moments(body: Mapping[str, Any], words: str) -> list[Any] | None:
    """The entries of the first list in which each has a moment, or the lines of prose that have one.

    Returns:
        None where fields tell no such list.
    """
    if not body:
        return [line for line in words.splitlines() if MOMENT.search(line)]
    return next((list(listed) for _, listed in lists_in(body) if listed and all(map(moments_in, listed))), None)


def read_session_list(body: Mapping[str, Any]) -> list[SessionView] | None:
    """The sessions that a reply lists, whatever the list is called; None: it has none."""
    listed = body.get("sessions")
    if isinstance(listed, list):
        return [read_session(item) for item in listed if isinstance(item, Mapping)]
    for _, items in lists_in(body):
        views = [read_session(item) for item in items if isinstance(item, Mapping)]
        if views and all(view.identity for view in views):
            return views
    return None
