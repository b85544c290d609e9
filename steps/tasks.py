"""Phrases about the lifecycle of a task: starting, changing, cancelling, deleting, and the state it is in."""

from typing import Final

from hamcrest import assert_that

from acceptance.contract.samples import in_full
from acceptance.contract.values import ACTIVE, Deletion, StateWord, TaskField, TaskState
from acceptance.matchers.replies import are_given_different_instructions, assigns_specialist
from acceptance.matchers.tasks import each, has_changed_only, is_in_state, is_not_found
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

DELETIONS: Final = {
    "deleted": Deletion(),
    "archived": Deletion(archive=True),
    "deleted permanently": Deletion(archive=False),
    "archived by force": Deletion(archive=True, force=True),
    "deleted permanently by force": Deletion(archive=False, force=True),
}
DISCARDING: Final = {"": None, " and its work is discarded": False, " and its work is kept": True}

declare_type("Deletion", one_of(DELETIONS), DELETIONS.__getitem__)
declare_type("Discarding", one_of(DISCARDING), DISCARDING.__getitem__)
declare_type("Is", "is still|is|has(?= failed)", str, "is; is still; has, before failed")
declare_type(
    "NewState", one_of([*TaskState, ACTIVE.wire]), lambda text: TaskState(text) if text in {*TaskState} else ACTIVE
)


@given('the task "{name:Name}" is {state:State}')
def plan_and_reach(context: Scene, name: str, state: TaskState) -> None:
    """Plan a task and bring it to this state."""
    context.world.planner.task(name)
    context.state.task(name).reach(state)


@given("{who:Task} {verb:Is} {state:State}")
def reach(context: Scene, who: str, verb: str, state: TaskState) -> None:
    """Put a planned task into this state."""
    context.state.speak_of(who).reach(state)


@then("{who:Task} {verb:Is} {state:State}")
def task_is_in_state(context: Scene, who: str, verb: str, state: TaskState) -> None:
    """The orchestrator shows the task with this state."""
    assert_that(context.state.speak_of(who), is_in_state(state))


@then('every subtask of "{parent:Name}" is {state:State}')
def every_subtask_is_in_state(context: Scene, parent: str, state: TaskState) -> None:
    """The orchestrator shows every subtask with this state."""
    assert_that(context.state.families[parent], each(is_in_state(state)))


@when("{who:Task} is started")
def start(context: Scene, who: str) -> None:
    """Start the task, which returns the brief for its specialist."""
    context.state.speak_of(who).execute()


@given('every subtask of "{parent:Name}" is started')
@when('every subtask of "{parent:Name}" is started')
def start_subtasks(context: Scene, parent: str) -> None:
    """Start every subtask in the planned order and keep all briefs."""
    context.world.work.execute_family(parent)


@when('every subtask of "{parent:Name}" is started and completed in order')
def complete_subtasks(context: Scene, parent: str) -> None:
    """Start and complete every subtask in the planned order."""
    context.world.work.complete_family(parent)


@then("the assigned specialist is the {name}")
def specialist_is(context: Scene, name: str) -> None:
    """The brief names this specialist."""
    assert_that(context.state.reply, assigns_specialist(name))


@then("no two of the briefs have the same role instructions")
def instructions_differ(context: Scene) -> None:
    """All briefs contain instructions, and no two the same."""
    assert_that(context.world.work.handed_back, are_given_different_instructions())


@given('{whose:Whose} expert is changed to "{words:Name}"')
def change_expert(context: Scene, whose: str, words: str) -> None:
    """Change the context of the task so that it names this expert."""
    context.state.speak_of(whose).change({TaskField.CONTEXT: {"expert": words}})


@given("{whose:Whose} {field:Field} is changed to {new:Quoted}")
@when("{whose:Whose} {field:Field} is changed to {new:Quoted}")
def change_field(context: Scene, whose: str, field: TaskField, new: str) -> None:
    """Change one field of the task."""
    context.state.speak_of(whose).change(context.world.planner.values(field, new))


@when("its state is changed to {state:NewState}")
def change_state(context: Scene, state: TaskState | StateWord) -> None:
    """Change the state of the task and nothing else."""
    context.state.it.change({}, state)


@when("its state is changed to {state:State} and its {field:Field} to {new:Quoted}")
def change_state_and_field(context: Scene, state: TaskState, field: TaskField, new: str) -> None:
    """Change the state and one field of the task with one call."""
    context.state.it.change(context.world.planner.values(field, new), state)


@then("nothing but its {field:Field} has changed")
def only_field_has_changed(context: Scene, field: TaskField) -> None:
    """The task shows every field but this one as before the last change; times do not count."""
    assert_that(context.state.it, has_changed_only(field))


@when("{who:Task} is cancelled{discarding:Discarding}")
def cancel(context: Scene, who: str, discarding: bool | None) -> None:
    """Cancel the task without a reason; its work is kept by default."""
    context.state.speak_of(who).cancel(None, keep_work=discarding)


@when("{who:Task} is cancelled because {reason:Quoted}")
def cancel_because(context: Scene, who: str, reason: str) -> None:
    """Cancel the task with this reason."""
    context.state.speak_of(who).cancel(in_full(reason))


@when("{who:Task} is {manner:Deletion}")
def delete(context: Scene, who: str, manner: Deletion) -> None:
    """Delete the task; where nothing else is said, as the orchestrator's default has it."""
    context.state.speak_of(who).delete(manner)


@then("{who:Task} is not found")
def task_is_not_found(context: Scene, who: str) -> None:
    """No tool shows the task."""
    assert_that(context.state.speak_of(who), is_not_found())
