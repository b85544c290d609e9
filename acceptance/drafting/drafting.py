"""Drafts a dialect file for a live server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from acceptance.commandline.stdio_client import Speaking
from acceptance.drafting.arguments import FINISH
from acceptance.drafting.probing import form_of, learned, unfinished
from acceptance.drafting.verbs import VerbsDraft, draft_verbs
from acceptance.drafting.writing import dialect_text
from acceptance.errors import SuiteError

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted dialect file.

    Attributes:
        text: the file.
        verbs: its verbs.
        unfinished: the lines that a person must finish, with their numbers.
        unclear: what was not understood, in sentences.
    """

    text: str
    verbs: VerbsDraft
    unfinished: tuple[tuple[int, str], ...]
    unclear: tuple[str, ...]


def draft(talk: Speaking, speaks: str, workspace: Path) -> Draft:
    """Draft a dialect file.

    Args:
        talk: the server.
        speaks: what it is called.
        workspace: the folder that it works in.

    Raises:
        SuiteError: it lists no tool that is anything like a verb.
        DialectError: the draft cannot be loaded.
    """
    if not talk.tools:
        raise SuiteError(
            "The server lists no tools, so there is nothing to draft. Some servers list their tools only in a folder "
            "that was prepared: describe it as a target (key `prepare` in targets.toml), and give --target NAME."
        )
    drafted = draft_verbs(talk.tools)
    if not drafted.verbs:
        names = ", ".join(str(tool["name"]) for tool in talk.tools[:MOST_NAMED])
        raise SuiteError(
            f"None of its {len(talk.tools)} tools looks as if it created, showed, listed or changed tasks: {names}. "
            "If some do, write the file by hand: docs/dialects.md, A small file."
        )
    verbs, replies = learned(talk, drafted, workspace)
    text = dialect_text(speaks, verbs, replies)
    form_of(text)
    return Draft(text, verbs, tuple(unfinished(text, FINISH)), tuple(replies.unclear))
