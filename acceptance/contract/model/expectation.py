"""What the contract expects of the answer to a call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from acceptance.contract.model.promises import Promise


class Verdict(StrEnum):
    """What the contract says of a call before it is made."""

    ACCEPTED = "accepted"
    REFUSED = "rejected"
    EITHER = "accepted or rejected"
    UNCLEAR = "not decided by the contract"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the answer to a call has to be.

    Attributes:
        verdict: whether the call is accepted.
        promise: the clause that says so.
        named: what the answer names: of each entry at least one form.
    """

    verdict: Verdict
    promise: Promise
    named: tuple[tuple[str, ...], ...] = ()


def accepted(promise: Promise, *named: tuple[str, ...]) -> Expectation:
    """The call is accepted, and the answer names each of these."""
    return Expectation(Verdict.ACCEPTED, promise, named)


def refused(promise: Promise, *named: tuple[str, ...]) -> Expectation:
    """The call is refused, and the refusal names each of these."""
    return Expectation(Verdict.REFUSED, promise, named)


def either(promise: Promise) -> Expectation:
    """The contract allows both; whatever is answered holds from then on."""
    return Expectation(Verdict.EITHER, promise)


def unclear(promise: Promise) -> Expectation:
    """The contract does not say what happens, so that the call is not made."""
    return Expectation(Verdict.UNCLEAR, promise)


@dataclass(frozen=True, slots=True)
class Fault:
    """A thing that is wrong with a call, for which it is to be refused.

    Attributes:
        promise: the clause that refuses it.
        forms: the words of which the refusal has to contain one.
    """

    promise: Promise
    forms: tuple[str, ...]


def judge(faults: Iterable[Fault], fine: Promise) -> Expectation:
    """A call is refused for any of its faults, of which the refusal names one; without faults it is accepted."""
    found = list(faults)
    if not found:
        return accepted(fine)
    return refused(found[0].promise, tuple(form for fault in found for form in fault.forms))
