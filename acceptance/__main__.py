"""The command line: every piece of work is one command, and ends with a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Final

import typer

from acceptance.commands.call import call
from acceptance.commands.clean import clean
from acceptance.commands.compare import compare
from acceptance.commands.dialect import new, try_
from acceptance.commands.doctor import doctor
from acceptance.commands.explain import explain
from acceptance.commands.explore import explore
from acceptance.commands.figures import figures
from acceptance.commands.load import load
from acceptance.commands.paths import say
from acceptance.commands.report import report
from acceptance.commands.review import review
from acceptance.commands.run import run
from acceptance.commands.scenario import scenario
from acceptance.commands.sign import sign, verify
from acceptance.errors import SuiteError
from acceptance.integrity.disks import ROOM_NEEDED, telling_of_disks
from acceptance.system.paths import NAME, REPORTS

WRONG: Final = 2
"""The exit code when something must be corrected before the command can do its work."""


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


def build_app() -> typer.Typer:
    """Put the commands together; their options and help are read from their signatures."""
    app = typer.Typer(
        name="python -m acceptance",
        help="Check an MCP Task Orchestrator against the specification.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for command in (
        run,
        scenario,
        explain,
        report,
        figures,
        compare,
        review,
        sign,
        verify,
        clean,
        load,
        explore,
        doctor,
    ):
        app.command()(ending_with_its_code(command))
    # The flags behind a tool are the target's; Typer hands them on, its own help apart.
    passing_on = {"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}
    app.command(context_settings=passing_on)(ending_with_its_code(call))
    dialect = typer.Typer(help="Draft and try a dialect file.", no_args_is_help=True, rich_markup_mode=None)
    dialect.command("new")(ending_with_its_code(new))
    dialect.command("try")(ending_with_its_code(try_))
    app.add_typer(dialect, name="dialect")
    return app


def main() -> None:
    """The program `orchestrator-acceptance`: the same commands; `run` is meant where none is named."""
    app = build_app()
    known = {info.name or getattr(info.callback, "__name__", "") for info in app.registered_commands}
    known |= {str(info.name) for info in app.registered_groups}
    typed = sys.argv[1:]
    app(["run", *typed] if typed and typed[0] not in {*known, "--help"} else typed, prog_name=NAME)


if __name__ == "__main__":
    build_app()(prog_name="python -m acceptance")
