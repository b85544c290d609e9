"""`call`: one command line of an operator, for any tool that the target lists."""

from typing import Annotated

import typer

from acceptance.commandline.command_line import overview
from acceptance.commandline.main import completion_script, run_tool
from acceptance.commands.paths import say
from acceptance.display import guarded_console


def call(
    context: typer.Context,
    tool: Annotated[
        str, typer.Argument(metavar="[TOOL]", help="The name of a tool. Without it, all tools are listed.")
    ] = "",
    completion: Annotated[
        str, typer.Option(metavar="SHELL", help="Print the completion script for bash, zsh or fish.")
    ] = "",
) -> int:
    """Call a tool of the target. `call TOOL --help` lists its flags."""
    if completion:
        say(completion_script(completion))
        return 0
    if not tool or tool.startswith("-"):
        with guarded_console():
            return overview([tool, *context.args] if tool else context.args)
    return run_tool(tool, context.args, f"call {tool}")
