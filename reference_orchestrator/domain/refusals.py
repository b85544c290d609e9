"""Refusals: what a caller is told when a call is not granted (Contract PROTO-1)."""

import json
from typing import Final

SHOWN_CHARACTERS: Final = 80


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """A call that is not granted; its text tells a person what was wrong, with which value, and what to do.

    Whoever raises it has changed nothing, or has it undone: the state afterwards is the state before.
    """


def shown(value: object) -> str:
    """Show a value of a caller inside a sentence.

    Args:
        value: anything that came out of JSON.

    Returns:
        The value as JSON in one line, shortened to about 80 characters, safe to send even if it holds lone surrogates.
    """
    head = value[: SHOWN_CHARACTERS + 1] if isinstance(value, str) else value
    text = json.dumps(head, ensure_ascii=False, default=str)
    if len(text) > SHOWN_CHARACTERS:
        text = f"{text[:SHOWN_CHARACTERS]}…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
