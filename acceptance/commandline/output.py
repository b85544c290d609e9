"""What a command prints: the reply for people, or as JSON for programs; refusals and notes on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from acceptance.contract.reply import Reply
from acceptance.display import as_yaml, escaped_json, visible
from acceptance.messages.shown import plain


def tell(reply: Reply, *, as_json: bool, refused: bool) -> int:
    """Print a reply, and return the exit code: 0 when it was accepted, 1 when it was refused."""
    words = as_text(reply, as_json=as_json)
    (sys.stderr if refused else sys.stdout).write(f"{words}\n")
    return 1 if refused else 0


def as_text(reply: Reply, *, as_json: bool) -> str:
    """A reply as it is printed: its fields as YAML, which people and programs can read, or its words as they are."""
    fields = reply.body
    if as_json:
        text = json.dumps(plain(fields or {"text": reply.words}), ensure_ascii=False, indent=2)
        return escaped_json(text)
    if not fields or (reply.refused and not isinstance(fields.get("error"), Mapping)):
        return visible(reply.words) or "(the target said nothing)"
    return visible(as_yaml(fields))


def note(sentence: str) -> None:
    """Tell the person what is no part of the reply."""
    sys.stderr.write(f"{sentence}\n")
