"""Phrases about the reply to the last request: accepted, refused, and what it names."""

from hamcrest import assert_that

from acceptance.matchers.replies import does_not_name, is_accepted, is_refused, is_refused_because, names
from steps.support.vocabulary import Scene, then


@then("the {action:Action} is accepted")
def request_is_accepted(context: Scene, action: str) -> None:
    assert_that(context.state.reply, is_accepted(action))


@then("the {action:Action} is refused")
def request_is_refused(context: Scene, action: str) -> None:
    assert_that(context.state.reply, is_refused(action))


@then("the {action:Action} is refused because {cause:Cause}")
def request_is_refused_because(context: Scene, action: str, cause: str) -> None:
    assert_that(context.state.reply, is_refused_because(action, cause))


@then('the refusal names "{name:Name}"')
@then('the reply names "{name:Name}"')
def reply_names(context: Scene, name: str) -> None:
    assert_that(context.state.reply, names(context.state.task(name)))


@then('the reply does not name "{name:Name}"')
def reply_does_not_name(context: Scene, name: str) -> None:
    assert_that(context.state.reply, does_not_name(context.state.task(name)))
