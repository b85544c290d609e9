"""Phrases about the reply to the last request, and about what texts mention and what is unchanged."""

from typing import Final

from hamcrest import assert_that

from acceptance.contract.values import TaskState
from acceptance.matchers.replies import CAUSES, contains_number, is_accepted, is_rejected, is_rejected_because
from acceptance.matchers.subjects import INSIDE, MENTIONING, NOT_MENTIONING, NOTED, SHOWING, UNCHANGED
from steps.support.vocabulary import Scene, declare_type, given, one_of, then

ACTIONS: Final = (
    "plan",
    "start",
    "submission",
    "change",
    "cancellation",
    "deletion",
    "search",
    "synthesis",
    "request to open a session",
    "status request",
    "resumption request",
    "cleanup",
    "health check",
    "restart",
    "restart status request",
    "reconnection test",
    "maintenance request",
    "creation",
    "load",
    "description",
    "validation",
    "preview request",
    "instantiation",
    "removal",
    "installation",
    "list of templates",
)

# A call is named without the word: "the status was rejected" would be odd only in a step.
declare_type("Action", one_of(ACTIONS), lambda text: text.removesuffix(" request"))
declare_type("Cause", one_of(CAUSES), str)
declare_type("Text", one_of(MENTIONING), str)
declare_type("OtherText", one_of(NOT_MENTIONING), str)
declare_type("TaskText", one_of(SHOWING), str)
declare_type("Noted", one_of(NOTED), str)
declare_type("Unchanged", one_of(UNCHANGED), str)
declare_type(
    "WorkingDirectory",
    r'the workspace|"[^"]*"',
    lambda text: "".join(text.split('"')[1:2]),
    'the workspace; the name of a directory in "…"',
)
declare_type("Inside", one_of(INSIDE), str)


@then("the {action:Action} is accepted")
def request_is_accepted(context: Scene, action: str) -> None:
    """The last request was accepted."""
    assert_that(context.state.reply, is_accepted(action))


@then("the {action:Action} is rejected")
def request_is_rejected(context: Scene, action: str) -> None:
    """The last request was rejected."""
    assert_that(context.state.reply, is_rejected(action))


@then("the {action:Action} is rejected because {cause:Cause}")
def request_is_rejected_because(context: Scene, action: str, cause: str) -> None:
    """The last request was rejected, and its message says this."""
    assert_that(context.state.reply, is_rejected_because(action, cause))


@then("the reply contains the number {number:d}")
def reply_contains_number(context: Scene, number: int) -> None:
    """A field of the last reply has this number, or a text of it contains it alone, which is no moment."""
    assert_that(context.state.reply, contains_number(number))


@then("{text:Text} mentions {words:Quoted}")
def text_mentions(context: Scene, text: str, words: str) -> None:
    """The text contains the words; where they name a task of the scenario, its identity counts too."""
    assert_that(*MENTIONING[text](context.world, words))


@then("{text:OtherText} does not mention {words:Quoted}")
def text_does_not_mention(context: Scene, text: str, words: str) -> None:
    """The request was accepted, and its reply does not contain the words."""
    assert_that(*NOT_MENTIONING[text](context.world, words))


@then("{text:TaskText} shows {who:Task} as {state:State}")
def text_shows_state(context: Scene, text: str, who: str, state: TaskState) -> None:
    """The text shows the task with this state."""
    assert_that(*SHOWING[text](context.world, who, state))


@given("the {what:Noted} is noted")
def note(context: Scene, what: str) -> None:
    """Note what there is now, to compare it later."""
    NOTED[what](context.world)


@then("the {what:Unchanged} is unchanged")
def is_unchanged(context: Scene, what: str) -> None:
    """It is as it was when it was noted, at the start of the run, or right after the damage."""
    assert_that(*UNCHANGED[what](context.world), what)


@then("{what:Inside} is inside {directory:WorkingDirectory}")
def is_inside(context: Scene, what: str, directory: str) -> None:
    """The file lies in the workspace or in this directory, also when symbolic links are followed."""
    assert_that(*INSIDE[what](context.world, context.world.sessions.files_in(directory)))
