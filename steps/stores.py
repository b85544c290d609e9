"""Phrases about data stores that are locked, damaged, read-only, or without disk space."""

from hamcrest import assert_that

from acceptance.contract.samples import WORKS
from acceptance.faults.store_faults import DAMAGES, RESOURCES, SPACE, STORE_FAULTS, VOLUMES
from acceptance.faults.waiting_changes import ask_for_changes
from acceptance.matchers.faults import has_no_part_left_of, is_still_waiting
from acceptance.matchers.protocol import are_all_rejected_for_people
from steps.support.vocabulary import Scene, declare_type, given, one_of, then, when

declare_type("StoreFault", one_of(STORE_FAULTS), str)
declare_type("Damage", one_of(DAMAGES), str)
declare_type("Resource", one_of(RESOURCES), str)
declare_type("Volume", one_of(VOLUMES), str)
declare_type("Space", one_of(SPACE), SPACE.__getitem__)
declare_type(
    "Duration",
    r"(?: for \d+(?:\.\d+)? s)?",
    lambda text: float(text.split()[1]) if text else None,
    'nothing; or a duration such as "for 0.5 s"',
)


@when('the task "{name:Name}" is planned while the data store is locked for {seconds:g} s')
def plan_while_locked(context: Scene, name: str, seconds: float) -> None:
    """Plan a task while another program holds a lock on the data store for so many seconds, and read the reply."""
    context.world.faults.store.plan_while_locked(name, seconds)


@given("the data store is {fault:StoreFault}{seconds:Duration}")
@when("the data store is {fault:StoreFault}{seconds:Duration}")
def disturb_data_store(context: Scene, fault: str, seconds: float | None) -> None:
    """Lock or protect the data store, for so many seconds or until it is available again."""
    context.world.faults.store.disturb(fault, seconds)


@when("a plan waits for the locked data store")
def plan_behind_the_lock(context: Scene) -> None:
    """Request a plan while the data store is locked, and do not wait for the reply."""
    context.world.faults.store.plan_behind_the_lock("Waits")


@when('a submission, a change and a deletion of the subtasks of "{parent:Name}" wait for the lock')
def change_behind_the_lock(context: Scene, parent: str) -> None:
    """Request one change of each of three subtasks while the data store is locked, and wait for no reply."""
    ask_for_changes(context.world.faults.store, context.state.families[parent])


@then("each of these requests is rejected with a clear message")
def waiting_requests_are_rejected(context: Scene) -> None:
    """Every request behind the lock was answered by a rejection with a message for people."""
    assert_that(context.world.faults.store.read_what_waited(), are_all_rejected_for_people())


@then("the plan is still waiting")
def plan_is_still_waiting(context: Scene) -> None:
    """The plan behind the lock has no reply yet."""
    assert_that(context.world.faults.store, is_still_waiting())


@when("{resource:Resource} is available again")
def restore(context: Scene, resource: str) -> None:
    """Revert the last fault: unlock or restore the data store, or free the disk."""
    context.world.faults.store.restore()


@when("the data store is {damage:Damage}")
def damage_data_store(context: Scene, damage: str) -> None:
    """Damage the files of the data store while the orchestrator runs."""
    context.world.faults.store.damage(damage)


@when("the orchestrator is started with its data store {damage:Damage}")
def start_with_damage(context: Scene, damage: str) -> None:
    """Shut the orchestrator down, damage its data store, and start it again in the same workspace."""
    context.world.faults.store.start_with(damage)


@when("the {volume:Volume} is {space:Space}{seconds:Duration}")
def fill_volume(context: Scene, volume: str, space: int, seconds: float | None) -> None:
    """Leave no room, or room for small tasks only, for so many seconds or until it is available again."""
    context.world.faults.store.fill(volume, space, seconds)


@then("no part of its work is left in the workspace")
def no_part_is_left(context: Scene) -> None:
    """No file of the workspace except the data store contains the beginning of the rejected work."""
    assert_that(context.world.faults.store, has_no_part_left_of(WORKS["3 MB of work"]))


@when("tasks are planned until one is rejected")
def plan_until_rejected(context: Scene) -> None:
    """Plan tasks of 10 kB until one is rejected; that rejection is the last reply."""
    context.world.faults.store.plan_until_rejected()
