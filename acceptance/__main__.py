"""The command line: every piece of work is one command, and ends with a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from typing import Final

import typer

from acceptance.commands.paths import say
from acceptance.errors import SuiteError
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.system.paths import NAME, REPORTS

WRONG: Final = 2
"""The exit code when something must be corrected before the command can do its work."""

COMMANDS: Final = (
    "run",
    "scenario",
    "quick",
    "explain",
    "report",
    "figures",
    "compare",
    "review",
    "sign",
    "verify",
    "clean",
    "load",
    "explore",
    "doctor",
    "call",
)
"""The commands, each a function of its name in a module of its name."""

ELSEWHERE: Final = {"verify": "sign"}
"""The module of a command that stands beside another one."""

DIALECT: Final = "dialect"
PASSING_ON: Final = {"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}


def ending_with_its_code(command: Callable[..., int]) -> Callable[..., None]:
    """A command that ends the process with the code it returns, or with `WRONG` and one sentence."""

    @wraps(command)
    def run_it(**options: object) -> None:
        try:
            with telling_of_disks(REPORTS, ROOM_NEEDED):
                code = command(**options)
        except SuiteError as error:
            say(str(error))
            code = WRONG
        raise typer.Exit(code)

    return run_it


def build_app(words: Sequence[str] = ()) -> typer.Typer:
    """Put the commands together; their options and help are read from their signatures.

    Args:
        words: what was typed. Where it begins with a command, only that one is loaded: all of them together take
            longer to load than most take to do their work.
    """
    app = typer.Typer(
        name="python -m acceptance",
        help="Check an MCP Task Orchestrator against the specification.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    # With a callback, a single command is still called by its name.
    app.callback()(lambda: None)
    wanted = [words[0]] if words and words[0] in {*COMMANDS, DIALECT} else [*COMMANDS, DIALECT]
    for name in COMMANDS:
        if name in wanted:
            # The flags behind a tool are the target's; Typer hands them on, its own help apart.
            app.command(context_settings=PASSING_ON if name == "call" else None)(
                loaded(ELSEWHERE.get(name, name), name)
            )
    if DIALECT in wanted:
        dialect = typer.Typer(help="Draft and try a dialect file.", no_args_is_help=True, rich_markup_mode=None)
        dialect.command("new")(loaded(DIALECT, "new"))
        dialect.command("try")(loaded(DIALECT, "try_"))
        app.add_typer(dialect, name=DIALECT)
    return app


def loaded(module: str, name: str) -> Callable[..., None]:
    """A command, from its module."""
    return ending_with_its_code(getattr(import_module(f"acceptance.commands.{module}"), name))


def main() -> None:
    """The program `orchestrator-acceptance`: the same commands; `run` is meant where none is named."""
    typed = sys.argv[1:]
    words = ["run", *typed] if typed and typed[0] not in {*COMMANDS, DIALECT, "--help"} else typed
    build_app(words)(words, prog_name=NAME)


if __name__ == "__main__":
    build_app(sys.argv[1:])(prog_name="python -m acceptance")
