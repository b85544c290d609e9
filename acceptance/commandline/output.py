"""What a command prints: the reply for people, or as JSON for programs; refusals and notes on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

import yaml

from acceptance.contract.reply import Reply
from acceptance.display import escaped_json, visible
from acceptance.messages.shown import plain

WIDTH: Final = 120


def tell(reply: Reply, *, as_json: bool) -> int:
    """Print a reply, and return the exit code: 0 when it was accepted, 1 when it was refused."""
    words = as_text(reply, as_json=as_json)
    (sys.stdout if reply.accepted else sys.stderr).write(f"{words}\n")
    return 0 if reply.accepted else 1


def as_text(reply: Reply, *, as_json: bool) -> str:
    """A reply as it is printed: its fields as YAML, which people and programs can read, or its words as they are."""
    fields = reply.body
    if as_json:
        text = json.dumps(plain(fields or {"text": reply.words}), ensure_ascii=False, indent=2)
        return escaped_json(text)
    if not fields or (reply.refused and not isinstance(fields.get("error"), Mapping)):
        return visible(reply.words) or "(the target said nothing)"
    return visible(yaml.dump(fields, Dumper=Plain, sort_keys=False, allow_unicode=True, width=WIDTH).rstrip())


def note(sentence: str) -> None:
    """Tell the person what is no part of the reply."""
    sys.stderr.write(f"{sentence}\n")


class Plain(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that a report in a reply can be read."""

    def represent_text(self, text: str) -> Any:
        """A text, as a block where it has several lines."""
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)

    def ignore_aliases(self, data: Any) -> bool:
        """Never write a value as a reference to an equal one."""
        return True


Plain.add_representer(str, Plain.represent_text)
