"""`call`: one command line of an operator, for any tool that the target lists."""

from typing import Annotated

import typer

from acceptance.commandline.command_line import find_tool_typed, overview
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
    target: Annotated[str, typer.Option(metavar="NAME", help="A target from targets.toml.")] = "",
    command: Annotated[str, typer.Option(metavar="LINE", help="A command, or the URL of a running server.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")] = False,
) -> int:
    """Call a tool of the target. `call TOOL --help` lists its flags."""
    if completion:
        say(completion_script(completion))
        return 0
    typed = [*([tool] if tool else []), *context.args]
    own = [*(["--target", target] if target else []), *(["--command", command] if command else [])]
    own += ["--json"] if as_json else []
    with guarded_console():
        name, rest = find_tool_typed([*own, *typed])
        if not name:
            return overview(rest)
    return run_tool(name, rest, f"call {name}")
