"""Where an orchestrator and the model part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from acceptance.contract.dialects.naming import parameters_for
from acceptance.contract.internals import internal_words
from acceptance.contract.model.expectation import Expectation, Verdict
from acceptance.contract.model.promises import Promise
from acceptance.contract.reply import Reply
from acceptance.contract.views import texts_in
from acceptance.errors import NoAnswerError, TargetFaultError
from acceptance.messages.cutting import cut_around

SHOWN_CHARACTERS: Final = 120
SHOWN_BEFORE: Final = 40
"""So much is shown before the first difference of two values that are compared."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing in which an orchestrator and the model part.

    Attributes:
        promise: the clause that is broken.
        expected: what the contract says, in words.
        found: what the orchestrator showed instead.
        about: which part of the promise is broken, in a word; two disagreements about the same are told once.
        phrase: what should be so, as a phrase of the specification; empty where it has none for this.
        silent: whether a call was waited for in vain, so that each further try would cost as long again.
    """

    promise: Promise
    expected: str
    found: str
    about: str = ""
    phrase: str = ""
    silent: bool = False

    def __str__(self) -> str:
        return f"Expected {self.expected}, but {self.found}"


def unanswered(expected: str, fault: TargetFaultError) -> Disagreement:
    """That a call got no answer, or none that the protocol allows."""
    silent = isinstance(fault, NoAnswerError)
    return Disagreement(Promise.ANSWERED, expected, f"there is none: {fault}", silent=silent)


def brief(value: Any, beside: Any = None) -> str:
    """A value as a message shows it, with every character visible, cut where it is long.

    Args:
        value: the value.
        beside: another, with which it is compared: it is cut around their first difference.
    """
    text = _visible(value)
    if len(text) <= SHOWN_CHARACTERS:
        return text
    if beside is not None:
        return f"{cut_around(text, _visible(beside), SHOWN_CHARACTERS, SHOWN_BEFORE)} ({len(text)} characters)"
    return f"{text[:SHOWN_CHARACTERS]}… ({len(text)} characters)"


def _visible(value: Any) -> str:
    return ascii(value) if not isinstance(value, str) or not value.isprintable() else repr(value)


def says(reply: Reply) -> str:
    """All that a reply says: its words, and every text in its fields."""
    return "\n".join((reply.words, *texts_in(reply.body)))


def names(told: str, forms: tuple[str, ...]) -> bool:
    """Whether a text names a thing by one of its forms, any case."""
    folded = told.casefold()
    return any(form and form.casefold() in folded for form in forms)


def check_verdict(expected: Expectation, reply: Reply) -> Iterator[Disagreement]:
    """Whether a reply accepts what is to be accepted, and refuses the rest, in the words of the domain."""
    if expected.verdict is Verdict.ACCEPTED and reply.refused:
        yield Disagreement(
            expected.promise,
            f"the {reply.call.verb} to be accepted",
            f"it was rejected: {reply.shortened()}",
            f"{reply.call.verb} rejected",
            f"the {reply.call.verb} is accepted",
        )
    elif expected.verdict is Verdict.REFUSED and reply.accepted:
        yield Disagreement(
            expected.promise,
            f"the {reply.call.verb} to be rejected{_because(expected)}",
            f"it was accepted: {reply.shortened()}",
            f"{reply.call.verb} accepted",
            f"the {reply.call.verb} is rejected",
        )
    elif reply.refused:
        yield from check_refusal(expected, reply)


def _because(expected: Expectation) -> str:
    return f" because of {brief(expected.named[0][0])}" if expected.named else ""


def check_refusal(expected: Expectation, reply: Reply) -> Iterator[Disagreement]:
    """Whether a refusal is flagged, speaks of the domain, and names what is at fault."""
    if not reply.result.is_error:
        yield Disagreement(
            Promise.FLAGGED, "the rejection to be flagged as an error", "it is not flagged", reply.call.verb
        )
    told = says(reply)
    if inner := internal_words(told):
        yield Disagreement(
            Promise.WORDS,
            "the rejection to speak of the domain",
            f'it shows "{inner}": {reply.shortened()}',
            reply.call.verb,
        )
    for forms in expected.named if expected.verdict is Verdict.REFUSED else ():
        # A target that calls a parameter otherwise names it by its own name.
        own = tuple(name for form in forms for name in parameters_for(reply.call, form))
        if not names(told, (*forms, *own)):
            promise = expected.promise if expected.promise is Promise.HELD else Promise.NAMED
            yield Disagreement(
                promise,
                f"the rejection of the {reply.call.verb} to name {brief(forms[0])}",
                f"it says: {reply.shortened()}",
                reply.call.verb,
            )
