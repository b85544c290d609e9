"""Phrases of an operator at a shell."""

from hamcrest import assert_that

from acceptance.matchers.shell import each_succeeded, exited_with, leaves_nothing, reported_filling
from steps.support.vocabulary import Scene, given, then, when


@given("the operator runs:")
@when("the operator runs:")
def run_commands(context: Scene) -> None:
    """Run each command of the text in a process of its own; lines that begin with # are left out."""
    context.world.shell.type_lines(context.text)


@when("the operator runs {command:Quoted}")
def run_command(context: Scene, command: str) -> None:
    """Run one command in a process of its own."""
    context.world.shell.type(command)


@when("the operator runs, with a misspelt option, {command:Quoted}")
def run_with_misspelt_option(context: Scene, command: str) -> None:
    """Run one command whose option no tool has."""
    context.world.shell.type(command, unlisted=True)


@then("each of the {count:d} commands run so far succeeds")
def commands_succeed(context: Scene, count: int) -> None:
    """The operator ran this number of commands, and each ended with exit code 0."""
    assert_that(context.world.shell, each_succeeded(count))


@then("the command exits with code {code:d}")
def command_exits_with(context: Scene, code: int) -> None:
    """The last command ended with this exit code."""
    assert_that(context.world.shell.typed[-1], exited_with(code))


@then("the output says that the {parameter} was filled in as {value:Quoted}")
def output_reports_filling(context: Scene, parameter: str, value: str) -> None:
    """The last command reported on standard error that it filled in a parameter."""
    assert_that(context.world.shell.typed[-1], reported_filling(parameter, value))


@given("the current directory is empty and outside the workspace")
@then("the current directory is empty and outside the workspace")
def current_directory_is_empty(context: Scene) -> None:
    """The directory in which the operator's commands run is empty and outside the workspace."""
    assert_that(context.world.shell, leaves_nothing())


@when("the output of the {tool} command is read")
def read_output(context: Scene, tool: str) -> None:
    """Read what the command of this tool printed as the last reply."""
    context.world.task_queries.answer = [context.world.shell.read(tool)]
