"""Phrases about a task's life: executing, changing, cancelling, deleting, and the state it is in."""

from hamcrest import assert_that

from acceptance.contract.values import Deletion, TaskField, TaskState
from acceptance.matchers.replies import are_handed_different_instructions, tells, tells_specialist
from acceptance.matchers.tasks import each, has_changed_only, is_cancelled_because, is_gone, is_in_state
from steps.support.vocabulary import Scene, given, then, when


@given('the task "{name:Name}" is {state:State}')
def plan_and_reach(context: Scene, name: str, state: TaskState) -> None:
    context.world.planner.task(name)
    context.state.task(name).reach(state)


@given("{who:Who} is {state:State}")
def reach(context: Scene, who: str, state: TaskState) -> None:
    context.state.speak_of(who).reach(state)


@then("{who:Who} is {state:State}")
@then("{who:Who} is still {state:State}")
def task_is_in_state(context: Scene, who: str, state: TaskState) -> None:
    assert_that(context.state.speak_of(who), is_in_state(state))


@then('every task of "{parent:Name}" is {state:State}')
def every_task_is_in_state(context: Scene, parent: str, state: TaskState) -> None:
    assert_that(context.state.families[parent], each(is_in_state(state)))


@when("{who:Who} is executed")
def execute(context: Scene, who: str) -> None:
    context.state.speak_of(who).execute()


@when('both "{first:Name}" and "{second:Name}" are executed')
def execute_both(context: Scene, first: str, second: str) -> None:
    context.world.work.execute_both(first, second)


@when('every task of "{parent:Name}" is executed and completed in order')
def complete_family(context: Scene, parent: str) -> None:
    context.world.work.complete_family(parent)


@then("the specialist handed back is the {name}")
def specialist_is(context: Scene, name: str) -> None:
    assert_that(context.state.reply, tells_specialist(name))


@then("they are handed different instructions")
def instructions_differ(context: Scene) -> None:
    assert_that(context.world.work.handed_back, are_handed_different_instructions())


@then('the context handed back tells "{words:Name}"')
def context_tells(context: Scene, words: str) -> None:
    assert_that(context.state.reply, tells(words))


@when("its {value:Value} is changed to {new:Quoted}")
def change_its_value(context: Scene, value: TaskField, new: str) -> None:
    context.state.it.change(context.world.planner.values(value, new))


@given("what was said about {who:Who} is changed to {words:Quoted}")
def change_context(context: Scene, who: str, words: str) -> None:
    context.state.speak_of(who).change({TaskField.CONTEXT: {"expert": words}})


@given("the {value:Value} of {who:Who} is changed to {new:Quoted}")
@when("the {value:Value} of {who:Who} is changed to {new:Quoted}")
def change_value(context: Scene, value: TaskField, who: str, new: str) -> None:
    context.state.speak_of(who).change(context.world.planner.values(value, new))


@when("it is changed to {state:State}")
def change_state(context: Scene, state: TaskState) -> None:
    context.state.it.change({}, state)


@when("it is changed to {state:State}, and its {value:Value} to {new:Quoted}")
def change_state_and_value(context: Scene, state: TaskState, value: TaskField, new: str) -> None:
    context.state.it.change(context.world.planner.values(value, new), state)


@then("nothing but its {value:Value} has changed")
def only_value_has_changed(context: Scene, value: TaskField) -> None:
    assert_that(context.state.it, has_changed_only(value))


@when("{who:Who} is cancelled")
def cancel(context: Scene, who: str) -> None:
    context.state.speak_of(who).cancel(None)


@when("{who:Who} is cancelled because {reason:Quoted}")
def cancel_because(context: Scene, who: str, reason: str) -> None:
    context.state.speak_of(who).cancel(reason)


@when("{who:Who} is cancelled without keeping its work")
def cancel_without_work(context: Scene, who: str) -> None:
    context.state.speak_of(who).cancel(None, keep_work=False)


@then("{who:Who} is still cancelled because {reason:Quoted}")
def task_is_cancelled_because(context: Scene, who: str, reason: str) -> None:
    assert_that(context.state.speak_of(who), is_cancelled_because(reason))


@when("{who:Who} is deleted{manner:Deletion}")
def delete(context: Scene, who: str, manner: Deletion) -> None:
    context.state.speak_of(who).delete(manner)


@then("{who:Who} is gone")
@then("the task {who:Who} is not found")
def task_is_gone(context: Scene, who: str) -> None:
    assert_that(context.state.speak_of(who), is_gone())
