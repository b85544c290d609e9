"""The session that carries over from one command to the next: where its server starts, and how it is taken up."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from acceptance.commandline.command import schema_of
from acceptance.commandline.output import note
from acceptance.commandline.remembered_session import OpenSession
from acceptance.commandline.stdio_client import Speaking
from acceptance.confinement.paths import leads_to, shown
from acceptance.contract.calls import Call
from acceptance.contract.reply import Reply
from acceptance.contract.schemas import parameters_of

INITIALIZE: Final = "orchestrator_initialize_session"
RESUME: Final = "orchestrator_resume_session"


@contextmanager
def starting_folder(place: OpenSession | None, directory: Path | None, folder: Path) -> Iterator[Path]:
    """Where a command's server starts: in its workspace, so that nothing is left where the line is typed.

    Args:
        place: the workspace of a session that was opened before.
        directory: the directory in which one is opened now; where that is yet to be made, the server starts in a
            folder that is removed again.
        folder: where the line is typed.
    """
    if place is not None:
        yield place.workspace
    elif directory is None or directory.is_dir():
        yield directory or folder
    else:
        with tempfile.TemporaryDirectory(prefix="orchestrator-line-") as passing:
            yield Path(passing)


def directory_typed(arguments: Sequence[str]) -> str:
    """The working directory that a line names; empty where it names none."""
    first = click.Command(
        "directory",
        params=[click.Option(["directory", "--working-directory"], default="")],
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    with first.make_context("directory", list(arguments), resilient_parsing=True) as context:
        return str(context.params["directory"] or "")


def take_up(talk: Speaking, place: OpenSession) -> None:
    """Take up the session that an earlier command opened.

    A target that cannot resume is told the workspace once more. Where a resumption is refused nothing else is tried:
    the command itself will show what is wrong, and nothing is made anew behind the operator's back.

    Raises:
        TargetFaultError: nothing was answered.
    """
    names = {tool["name"] for tool in talk.tools}
    if RESUME in names and place.session:
        reply = Reply(Call("resumption", RESUME), talk.call(RESUME, {"session_id": place.session}))
    elif INITIALIZE in names:
        known = {"working_directory": str(place.workspace)}
        wanted = known if takes(talk.tools, INITIALIZE, "working_directory") else {}
        reply = Reply(Call("request to open a session", INITIALIZE), talk.call(INITIALIZE, wanted))
    else:
        return
    if reply.refused:
        note(f"The session in {place.workspace} could not be resumed: {reply.shortened()}")


def takes(tools: Sequence[Mapping[str, Any]], name: str, parameter: str) -> bool:
    """Whether a tool has a parameter."""
    return any(tool["name"] == name and parameter in parameters_of(schema_of(tool)) for tool in tools)


def opened(reply: Reply, folder: Path, arguments: Mapping[str, Any]) -> OpenSession:
    """The workspace and the session that were opened, as far as the target tells them.

    The next command starts a server there, so another directory than the one that was asked for is not believed.

    Args:
        reply: to the initialisation or resumption.
        folder: where the line was typed; the server started there where no directory was asked for.
        arguments: what was asked for.
    """
    told = reply.body
    inner = told.get("session")
    fields = inner if isinstance(inner, Mapping) else told
    session = fields.get("session_id")
    asked = (folder / str(arguments.get("working_directory") or "")).resolve()
    directory = str(fields.get("working_directory") or asked)
    if "working_directory" in arguments and directory != str(asked) and not leads_to(directory, asked):
        note(f"The target says that it works in {shown(directory)}; {asked} was asked for, and counts.")
        directory = str(asked)
    return OpenSession(place_of(directory, folder) or asked, str(session) if session else None)


def place_of(directory: str, folder: Path) -> Path | None:
    """A directory that a target tells, free of symbolic links; `None`: there is none of that name."""
    try:
        place = (folder / directory).resolve()
        return place if place.is_dir() else None
    except (OSError, ValueError):
        return None
