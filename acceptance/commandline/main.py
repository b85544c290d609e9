"""Where a command line begins: the program's own name is the tool's."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final

import click
from click.shell_completion import get_completion_class, split_arg_string

from acceptance.commandline.command import WRONG, command_for
from acceptance.commandline.command_line import run_command_line
from acceptance.commandline.remembered_session import RememberedSession, state_file
from acceptance.commandline.setting import Setting, take_setting
from acceptance.commandline.stdio_client import speaking_to
from acceptance.contract.tools import TOOLS
from acceptance.display import guarded_console
from acceptance.errors import SuiteError

INTERRUPTED: Final = 130
TERMINATED: Final = 143


def main() -> None:
    """Run the tool by whose name this was called, with the rest of the line as its flags."""
    tool = Path(sys.argv[0]).stem
    sys.exit(run_tool(tool, sys.argv[1:], tool))


def run_tool(tool: str, arguments: Sequence[str], shown_as: str) -> int:
    """Do what one line says, whatever may be wrong; returns its exit code, and no traceback ever."""
    signal.signal(signal.SIGTERM, end)
    with guarded_console():
        return _run_guarded(tool, arguments, shown_as)


def _run_guarded(tool: str, arguments: Sequence[str], shown_as: str) -> int:
    try:
        if variable_for(tool) in os.environ:
            return complete(tool)
        return run_command_line(tool, arguments, shown_as)
    except SuiteError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read what is printed has seen enough; what is still in the buffer must not be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def end(number: int, frame: FrameType | None) -> None:
    """Have a polite termination end the server that was started."""
    raise SystemExit(TERMINATED)


def variable_for(tool: str) -> str:
    """The variable by which a shell asks for a completion, as Click calls it."""
    return f"_{tool.replace('-', '_')}_complete".upper()


def complete(tool: str) -> int:
    """Answer a shell's completion from what the target listed last; it is asked only where nothing is known of it."""
    words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:] if "COMP_WORDS" in os.environ else []
    try:
        setting, _ = take_setting(words)
    except click.UsageError:
        setting = Setting("", "", as_json=False)
    target = setting.read()
    remembered = RememberedSession(state_file(os.environ), setting.key(target))
    if not remembered.tools():
        with speaking_to(target, Path.cwd()) as talk:
            remembered.remember_tools(talk.tools)
    listed = next((one for one in remembered.tools() if one["name"] == tool), {"name": tool})
    command_for(listed).main([], prog_name=tool, complete_var=variable_for(tool), standalone_mode=True)
    return 0


def completion_script(shell: str) -> str:
    """What a shell evaluates to complete all the tools of the contract.

    Raises:
        SuiteError: nothing is known of that shell.
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise SuiteError(f'There is no completion for the shell "{shell}", but for: bash, zsh, fish.')
    return "\n".join(kind(click.Command(tool), {}, tool, variable_for(tool)).source() for tool in TOOLS)
