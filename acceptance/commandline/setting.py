"""Against what a line is run, and how its reply is told: the flags that every command has beside the tool's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import click

from acceptance.commandline.output import note
from acceptance.system.paths import PATHS
from acceptance.targets.ready import ready_target
from acceptance.targets.target import Target


@dataclass(frozen=True, slots=True)
class Setting:
    """What was typed of a line's own flags.

    Attributes:
        target: the name of a target; the environment or the file of targets tells it when empty.
        command: what starts a target that has no name.
        as_json: whether replies are printed as JSON.
    """

    target: str
    command: str
    as_json: bool

    def read(self) -> Target:
        """The target.

        Raises:
            TargetError: there is no such one, or its description is wrong.
        """
        environment = {} if self.target or self.command else os.environ
        name = self.target or environment.get("ORCHESTRATOR_TARGET") or None
        command = self.command or environment.get("ORCHESTRATOR_COMMAND") or None
        return ready_target(PATHS.targets, name, command, cache=PATHS.cache, say=note)

    def key(self, target: Target) -> str:
        """What the session of this target is kept under."""
        named = not (self.command or (os.environ.get("ORCHESTRATOR_COMMAND") and not self.target))
        return target.name if named else " ".join(target.command)


def own_flags() -> list[click.Parameter]:
    """The flags of a `Setting`."""
    return [
        click.Option(
            ["--target"], default="", metavar="NAME", help="A target from targets.toml (ORCHESTRATOR_TARGET)."
        ),
        click.Option(
            ["--command"],
            default="",
            metavar="LINE",
            help="A command or URL (ORCHESTRATOR_COMMAND).",
        ),
        click.Option(["as_json", "--json"], is_flag=True, help="Print the reply as JSON."),
    ]


def take_setting(arguments: Sequence[str]) -> tuple[Setting, list[str]]:
    """Take a line's own flags out of it, before anything is known of the tool; returns the rest of it too.

    Raises:
        click.UsageError: one of them has no value.
    """
    first = click.Command(
        "setting",
        params=own_flags(),
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    with first.make_context("setting", list(arguments)) as context:
        return Setting(**context.params), list(context.args)
