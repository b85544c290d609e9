"""What replies tell of templates, of which the contract's table names no field: found by what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.content import lists_in
from acceptance.contract.values import TemplateCategory
from acceptance.contract.views import texts_in
from acceptance.messages.embedded import fields_beside_prose

IDENTITIES: Final = ("template_id", "id", "name")
LISTS: Final = ("templates",)
VALUES: Final = ("template", "content", "template_content")
REQUIRED: Final = ("metadata", "tasks")
"""What every template has (contract, "Templates")."""
ITEM: Final = re.compile(
    r"^\s*(?:(?P<bullet>[-*•+]|\d+[.)])\s+)?[`\"'*]*(?P<identity>[A-Za-z0-9_-]+)[`\"'*]*"
    r"(?P<rest>(?(bullet).*|\s*[(\[].*))$",
    re.MULTILINE,
)
"""A line of a list in prose: it begins with the name of a template, behind a bullet or before a parenthesis."""
CATEGORY: Final = re.compile(r"\b(?:user|shared|built-?_?in)\b", re.IGNORECASE)
DEPTH: Final = 3
"""So deep inside a reply a template is looked for."""


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A template as a list shows it; None: not told."""

    identity: str
    category: str | None
    raw: Any


def read_template_list(body: Mapping[str, Any], words: str) -> list[TemplateView] | None:
    """The templates that a reply lists: under the usual name, in any list of templates, or line by line in prose.

    Returns:
        None where it lists none, and does not say that there are none.
    """
    for name in LISTS:
        if isinstance(body.get(name), list):
            return [view for item in body[name] if (view := read_template(item)) is not None]
    for _, listed in lists_in(body):
        views = [view for item in listed if (view := read_template(item)) is not None]
        if views and len(views) == len(listed):
            return views
    if body:
        return [] if 0 in (content for content in body.values() if not isinstance(content, bool)) else None
    return [TemplateView(one["identity"], category_in(one["rest"]), one[0]) for one in ITEM.finditer(words)]


def read_template(item: Any) -> TemplateView | None:
    """A template in a list, be it told with fields or as its name alone."""
    if isinstance(item, str):
        return TemplateView(item, None, item)
    if not isinstance(item, Mapping):
        return None
    identity = next((str(item[name]) for name in IDENTITIES if item.get(name)), "")
    if not identity:
        return None
    told = item.get("category")
    category = str(told) if told else next((str(one) for one in item.values() if one in set(TemplateCategory)), None)
    return TemplateView(identity, category, item)


def category_in(text: str) -> str | None:
    """The category that the rest of a line tells."""
    found = CATEGORY.search(text)
    return None if found is None else re.sub(r"[^a-z]", "", found[0].lower())


def read_template_value(body: Mapping[str, Any]) -> Any:
    """The template that a reply loads, as a value: a field of it or its text, whatever it is called; None: not told."""
    for name in VALUES:
        if (found := as_template(body.get(name), any_fields=True)) is not None:
            return found
    return next((found for one in inner_values(body, DEPTH) if (found := as_template(one)) is not None), None)


def as_template(told: Any, *, any_fields: bool = False) -> Any:
    """A value as a template, if it is one; `any_fields`: whatever fields it has."""
    fields = fields_beside_prose(told) if isinstance(told, str) else told
    if not isinstance(fields, Mapping) or (isinstance(told, str) and not fields):
        return None
    return fields if any_fields or all(name in fields for name in REQUIRED) else None


def inner_values(content: Any, levels: int) -> Iterator[Any]:
    """The content, and what stands in its fields, the outer before the inner."""
    level: Sequence[Any] = [content]
    for _ in range(levels):
        yield from level
        level = [inner for one in level if isinstance(one, Mapping) for inner in one.values()]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can happen to a template of a collection: the field that tells it, and words that say it otherwise."""

    field: str
    words: re.Pattern[str]


OUTCOMES: Final[Mapping[str, Outcome]] = {
    "installed": Outcome(
        "installed", re.compile(r"\b(?:install|written|wrote|added|copied|created|new)", re.IGNORECASE)
    ),
    "overwritten": Outcome("overwritten", re.compile(r"\b(?:overw|replaced|updated)", re.IGNORECASE)),
    "skipped": Outcome(
        "skipped", re.compile(r"\b(?:skip|left|kept|unchanged|untouched|already|existing)", re.IGNORECASE)
    ),
}
NOTHING: Final = re.compile(r"^\W*(?:none|no|nothing|0)\b|^\W*$", re.IGNORECASE)


def told_of(outcome: str, body: Mapping[str, Any], words: str) -> list[Any]:
    """The names of templates to which this happened; where only their number is told, the number."""
    known = OUTCOMES[outcome]
    if known.field in body:
        told = body[known.field]
        return told if isinstance(told, list) else [told] if told else []
    if not body:
        lines = (line.partition(":") for line in words.splitlines())
        return [names for head, _, names in lines if known.words.search(head) and not NOTHING.match(names)]
    named = [one for name, one in body.items() if known.words.search(name.replace("_", " "))]
    found = [name for one in named if not isinstance(one, bool) for name in (one if isinstance(one, list) else [one])]
    entries = [item for _, listed in lists_in(body) for item in listed if isinstance(item, Mapping)]
    found += [item for item in entries if any(known.words.match(text) for text in texts_in(list(item.values())[1:]))]
    return [name for name in found if name]
