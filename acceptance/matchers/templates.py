"""Assertions about templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from acceptance.contract.content import condition
from acceptance.contract.reply import Reply
from acceptance.contract.template_views import read_template, told_of
from acceptance.contract.views import texts_in
from acceptance.errors import TargetFaultError
from acceptance.matchers.findings import Finding, listed, quoted_around
from acceptance.matchers.replies import is_mentioned
from acceptance.scenario.template_drafts import Draft
from acceptance.scenario.template_store import TemplateStore

VALIDITY_FIELDS: Final = ("valid", "is_valid")
VALID: Final = re.compile(r"\bvalid\b", re.IGNORECASE)
INVALID: Final = re.compile(r"\binvalid\b|\bnot (?:a )?valid\b|\bno valid\b", re.IGNORECASE)
"""What a reply in prose calls a template."""


def loads_unchanged(name: str) -> Finding[TemplateStore]:
    """Loading the template returns the value with which it was stored."""
    return Finding(
        f'the template "{name}" loads unchanged',
        lambda templates: (templates.stored(name), templates.draft(name).content),
        lambda pair: pair[0] == pair[1],
        lambda templates, pair: f"it loads as {quoted_around(*pair)}, not as {quoted_around(*reversed(pair))}",
    )


def lists_template(draft: Draft, *, listed_: bool = True, category: str | None = None) -> Finding[Reply]:
    """The reply lists the template, in its category where one is given; or it does not."""
    where = f" as a {category} template" if category else ""
    return Finding(
        f"the list {'includes' if listed_ else 'does not include'} the template {draft.identity}{where}",
        lambda reply: [(view.identity, view.category) for view in reply.templates],
        lambda found: any(name == draft.identity and category in {None, kind} for name, kind in found) is listed_,
        lambda reply, found: f"it lists {listed(name for name, _ in found)}",
    )


def lists_all_of(installed: Sequence[Any], category: str | None) -> Finding[Reply]:
    """The reply lists each template of an installation, of which there is at least one, in its category if given."""
    wanted = {view.identity for one in installed if (view := read_template(one)) is not None}
    where = f" as {category} templates" if category else ""
    return Finding(
        f"the list includes all of {listed(sorted(wanted))}{where}",
        lambda reply: {view.identity for view in reply.templates if category in {None, view.category}},
        lambda found: bool(wanted) and wanted <= found,
        lambda reply, found: f"it lists {listed(sorted(found))}{where}",
    )


def holds_what_was_noted() -> Finding[TemplateStore]:
    """The templates that are listed are those that were noted."""
    return Finding(
        "the list of templates is unchanged",
        lambda template_store: (template_store.noted, template_store.names()),
        lambda pair: pair[0] == pair[1],
        lambda template_store, pair: f"added: {listed(pair[1] - pair[0])}; removed: {listed(pair[0] - pair[1])}",
    )


def reports_validity(*, valid: bool) -> Finding[Reply]:
    """The reply reports the template as valid, or as invalid."""
    return Finding(
        f"the template is reported as {'valid' if valid else 'invalid'}",
        lambda reply: None if reply.refused else condition(reply.body, reply.words, VALIDITY_FIELDS, VALID, INVALID),
        lambda found: found is valid,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def reports_problem_at(word: str) -> Finding[Reply]:
    """The reply locates the problem by a word that only names that place."""
    return Finding(
        f'the reported problem mentions "{word}"',
        lambda reply: "\n".join((reply.words, *texts_in(reply.body))),
        lambda words: is_mentioned(word, words),
        lambda reply, words: f"it says: {reply.shortened()}",
    )


def mentions(words: str) -> Finding[Reply]:
    """The reply was accepted and contains these words."""
    return Finding(
        f'the reply mentions "{words}"',
        lambda reply: "" if reply.refused else "\n".join(texts_in(reply.body)) or reply.words,
        lambda found: words in found,
        lambda reply, found: f"it says: {reply.shortened()}",
    )


INSTALLATION_OUTCOMES: Final[Mapping[str, tuple[str, bool]]] = {
    "templates as installed": ("installed", False),
    "all templates as installed": ("installed", True),
    "templates as overwritten": ("overwritten", False),
    "all templates as skipped": ("skipped", True),
}
"""What can happen to the templates of a collection, by the features' words: what, and whether to all of them."""


def reports_installation(outcome: str) -> Finding[Reply]:
    """The reply reports templates as installed, overwritten or skipped."""
    done, only = INSTALLATION_OUTCOMES[outcome]
    others = [one for one in ("installed", "overwritten", "skipped") if only and one != done]
    return Finding(
        f"the reply reports {outcome}",
        lambda reply: (told(reply, done), [name for one in others for name in told(reply, one)]),
        lambda found: bool(found[0]) and not found[1],
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def reports_nothing_installed_of(draft: Draft) -> Finding[Reply]:
    """The reply was accepted, and none of its lists of installed templates names the template."""
    return Finding(
        f"the template {draft.identity} is not reported as installed",
        lambda reply: (reply.refused, [words for part in installed_in(reply.body) for words in texts_in(part)]),
        lambda found: not found[0] and draft.identity not in found[1],
        lambda reply, found: f"it says: {reply.shortened()}",
    )


def loads_all_installed() -> Finding[TemplateStore]:
    """Every template that is listed as built-in loads; and there are some."""
    return Finding(
        "every listed template loads",
        _loading,
        lambda found: found[0] > 0 and not found[1],
        lambda templates, found: f"of {found[0]} listed templates these do not load: {listed(found[1])}",
    )


def told(reply: Reply, outcome: str) -> list[Any]:
    """The names of templates to which this happened, by the reply to an installation.

    Raises:
        TargetFaultError: it was refused.
    """
    if reply.refused:
        raise TargetFaultError(f"the {reply.call.verb} was rejected: {reply.shortened()}")
    return told_of(outcome, reply.body, reply.words)


def installed_in(content: Any) -> Iterator[Any]:
    """What stands under the name `installed`, however deep inside an answer."""
    if isinstance(content, Mapping):
        for name, inner in content.items():
            yield from [inner] if name == "installed" else installed_in(inner)


def _loading(templates: TemplateStore) -> tuple[int, list[str]]:
    views = templates.list().templates
    refused = [view.identity for view in views if templates.load_identity(view.identity, view.category).refused]
    return len(views), refused
