"""Requests for everything that a server of the protocol can declare, whether it did or not (contract CLIENT-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from acceptance.contract.capabilities import LISTS, SETTINGS, UNKNOWN_ENTRIES

if TYPE_CHECKING:
    from acceptance.transport.talk import Message, Talk

LISTED: Final = "the first of {}"
"""What the answer for the first entry of a list is kept under."""


def ask_for_everything(talk: Talk) -> dict[str, Message]:
    """Request what each capability brings: lists, the first entry of each, an unknown entry, a setting.

    Returns:
        The answers by their methods, and those for first entries by the capability.
    """
    answers: dict[str, Message] = {
        method: talk.ask(method, params)
        for method, params in (*LISTS.values(), *SETTINGS.values(), *UNKNOWN_ENTRIES.values())
    }
    for capability, (method, _) in LISTS.items():
        for entry in _entries(capability, answers[method]):
            read = UNKNOWN_ENTRIES[capability][0]
            answers[LISTED.format(capability)] = talk.ask(read, _named(capability, entry))
            break
    return answers


def _entries(capability: str, answer: Message) -> Iterator[Mapping[str, Any]]:
    result = answer.get("result")
    listed = result.get(capability) if isinstance(result, Mapping) else None
    yield from (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, Mapping))


def _named(capability: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that ask for an entry; of a prompt, its required arguments have a word each."""
    if capability == "resources":
        return {"uri": entry.get("uri")}
    required = [one for one in entry.get("arguments") or () if isinstance(one, Mapping) and one.get("required")]
    return {"name": entry.get("name"), "arguments": {str(one.get("name")): "anything" for one in required}}
