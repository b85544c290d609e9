"""Phrases of an operator at a shell."""

from hamcrest import assert_that

from acceptance.matchers.sessions import lists
from acceptance.matchers.shell import each_succeeded, ended_with, leaves_nothing, told, told_filling
from steps.support.vocabulary import Scene, given, then, when


@given("the operator typed:")
@when("the operator types:")
def type_lines(context: Scene) -> None:
    context.world.shell.type_lines(context.text)


@when("the operator types {line:Quoted}")
def type_line(context: Scene, line: str) -> None:
    context.world.shell.type(line)


@when("the operator types a flag that means nothing: {line:Quoted}")
def type_unknown_flag(context: Scene, line: str) -> None:
    context.world.shell.type(line, unlisted=True)


@then("each of the {count:d} lines typed succeeds")
def lines_succeed(context: Scene, count: int) -> None:
    assert_that(context.world.shell, each_succeeded(count))


@then("the line ends with exit code {code:d}")
def line_ends_with(context: Scene, code: int) -> None:
    assert_that(context.world.shell.typed[-1], ended_with(code))


@then("the operator is told that the {parameter} was filled with {value:Quoted}")
def operator_is_told_filling(context: Scene, parameter: str, value: str) -> None:
    assert_that(context.world.shell.typed[-1], told_filling(parameter, value))


@then("the operator is told {words:Quoted}")
def operator_is_told(context: Scene, words: str) -> None:
    assert_that(context.world.shell.typed[-1], told(words))


@then("nothing is left where the operator stands")
def nothing_is_left(context: Scene) -> None:
    assert_that(context.world.shell, leaves_nothing())


@when("what the {tool} line printed is read")
def read_output(context: Scene, tool: str) -> None:
    context.world.task_queries.answer = [context.world.shell.read(tool)]


@then("the session that the line opened is among those listed")
def opened_session_is_listed(context: Scene) -> None:
    assert_that(context.state.reply, lists(context.world.shell.opened_session()))
