"""One line that an operator typed: parsed, called, told, and remembered for the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from acceptance.commandline.command import WRONG, command_for, find_tool, parse, schema_of
from acceptance.commandline.flags import fill
from acceptance.commandline.output import note, tell
from acceptance.commandline.remembered_session import RememberedSession, state_file
from acceptance.commandline.session import INITIALIZE, RESUME, directory_typed, opened, starting_folder, take_up
from acceptance.commandline.setting import Setting, take_setting
from acceptance.commandline.stdio_client import Speaking, speaking_to
from acceptance.contract.calls import Call
from acceptance.contract.dialects import detected
from acceptance.contract.reply import Reply
from acceptance.contract.tools import TOOLS
from acceptance.display import one_line
from acceptance.errors import TargetFaultError
from acceptance.targets.target import Target

FORK_SERVER_VARIABLE: Final = "ORCHESTRATOR_FORK_SERVER"
REFUSED: Final = 1


class CommandLine:
    """One line, against one target."""

    def __init__(self, tool: str, arguments: Sequence[str], setting: Setting, target: Target) -> None:
        """Describe what was typed.

        Args:
            tool: the tool.
            arguments: what was typed behind it, the line's own flags taken out.
            setting: those.
            target: against what it is run.
        """
        self._tool = tool
        self._arguments = list(arguments)
        self._setting = setting
        self._target = target
        self._folder = Path.cwd()
        self._remembered = RememberedSession(state_file(os.environ), setting.key(target))
        self._opening = tool in {INITIALIZE, RESUME}
        # The path is meant from where the line is typed, wherever the server runs.
        typed = directory_typed(arguments) if tool == INITIALIZE else ""
        self._directory = self._folder / typed if typed else None
        self._place = None if tool == INITIALIZE else self._remembered.session_for(self._folder)

    def run(self, shown_as: str) -> int:
        """Do what it says, and return the exit code.

        Raises:
            SuiteError: something must be corrected first.
        """
        fork_server = os.environ.get(FORK_SERVER_VARIABLE)
        with (
            starting_folder(self._place, self._directory, self._folder) as folder,
            speaking_to(self._target, folder, Path(fork_server) if fork_server else None) as talk,
        ):
            self._remembered.remember_tools(talk.tools)
            listed = find_tool(talk.tools, self._tool, self._target.name)
            parsed = parse(command_for(listed), self._arguments, shown_as)
            if isinstance(parsed, int):
                return parsed
            filled = fill(schema_of(listed), parsed)
            for name, value in filled.items():
                note(f"{self._tool}: --{name.replace('_', '-')} was left out and is filled: {value!r}")
            try:
                reply = self._call(talk, {**parsed, **filled})
            except TargetFaultError as fault:
                note(f"{self._tool} was not answered: {fault}")
                return REFUSED
        if self._opening and reply.accepted:
            self._remembered.remember(opened(reply, self._folder, parsed))
        form = self._target.dialect or detected({str(one["name"]) for one in talk.tools})
        return tell(
            reply, as_json=self._setting.as_json, refused=reply.refused or form.refuses(reply.call, reply.result)
        )

    def _call(self, talk: Speaking, arguments: dict[str, Any]) -> Reply:
        """Take up the session that was opened before, and make the call in it."""
        if self._place is not None and not self._opening:
            take_up(talk, self._place)
        if self._directory is not None:
            arguments = {**arguments, "working_directory": str(self._directory)}
        return Reply(Call("call", self._tool, arguments), talk.call(self._tool, arguments))


def run_command_line(tool: str, arguments: Sequence[str], shown_as: str) -> int:
    """Do what one line says, and return its exit code.

    Args:
        tool: the tool.
        arguments: what was typed behind it.
        shown_as: the beginning of the line, for help.

    Raises:
        SuiteError: something must be corrected first.
    """
    try:
        setting, rest = take_setting(arguments)
    except click.UsageError as error:
        note(f"{shown_as}: {error.format_message()}")
        return WRONG
    return CommandLine(tool, rest, setting, setting.read()).run(shown_as)


def find_tool_typed(words: Sequence[str]) -> tuple[str, list[str]]:
    """The tool among the words of a line, wherever it stands, and the other words; no tool where none is named.

    Raises:
        SuiteError: the target's list of tools is needed to tell, and it cannot be spoken to.
    """
    try:
        setting, rest = take_setting(words)
    except click.UsageError:
        # What is wrong with the line's own flags is said of the tool that stands first.
        setting, rest = Setting("", "", as_json=False), list(words)
    named = [word for word in rest if not word.startswith("-")]
    if not named:
        return "", list(words)
    if rest[0] == named[0]:
        return without(named[0], words)
    # Behind a flag of the tool's own, a word may be the flag's value.
    found = next((word for word in named if word in TOOLS), "")
    if not found:
        with speaking_to(setting.read(), Path.cwd()) as talk:
            offered = {str(tool["name"]) for tool in talk.tools}
        found = next((word for word in named if word in offered), named[0])
    return without(found, words)


def without(tool: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """A tool, and the words beside it: a value of a flag of the line's own is never the tool."""
    for place, word in enumerate(words):
        if word == tool and (place == 0 or words[place - 1] not in {"--target", "--command"}):
            return tool, [*words[:place], *words[place + 1 :]]
    return tool, list(words)


def overview(arguments: Sequence[str]) -> int:
    """Tell which tools a target offers, with the first sentence of what each is for.

    Raises:
        SuiteError: the target cannot be spoken to.
    """
    setting, _ = take_setting(arguments)
    target = setting.read()
    with speaking_to(target, Path.cwd()) as talk:
        for tool in talk.tools:
            sentence = str(tool.get("description") or "").strip().split("\n")[0].split(". ")[0]
            sys.stdout.write(f"{one_line(tool['name']):40} {one_line(sentence)}\n")
    return 0
