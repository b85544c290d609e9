"""A tool as a command: made from what the target lists, and parsed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from acceptance.commandline.flags import arguments_of, options
from acceptance.commandline.setting import own_flags
from acceptance.errors import SuiteError

WRONG: Final = 2
"""The exit code of a line that must be corrected before it can do anything."""


def command_for(tool: Mapping[str, Any]) -> click.Command:
    """The command that a tool makes; parsing is all that it does."""
    flags = options(schema_of(tool))
    # Declared once more so that help and completion know them; their values were taken before.
    shown = own_flags()
    for flag in shown:
        flag.expose_value = False
    return click.Command(str(tool["name"]), params=[*flags, *shown], help=str(tool.get("description") or ""))


def schema_of(tool: Mapping[str, Any]) -> Mapping[str, Any]:
    """A tool's input schema; empty where it lists none that can be read."""
    schema = tool.get("inputSchema")
    return schema if isinstance(schema, Mapping) else {}


def parse(command: click.Command, arguments: list[str], shown_as: str) -> dict[str, Any] | int:
    """The arguments that were typed; or the exit code, where there was nothing more to do than to tell the usage."""
    try:
        with command.make_context(shown_as, arguments) as context:
            return arguments_of(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(error.ctx.get_help(), err=True)
        click.echo(f"\n{shown_as}: {error.format_message()}", err=True)
        return WRONG


def find_tool(tools: Sequence[Mapping[str, Any]], name: str, target: str) -> Mapping[str, Any]:
    """A tool of the list.

    Raises:
        SuiteError: it is not listed.
    """
    for tool in tools:
        if tool["name"] == name:
            return tool
    names = ", ".join(str(tool["name"]) for tool in tools) or "nothing at all"
    raise SuiteError(f'The target "{target}" does not offer {name}; it offers: {names}.')
