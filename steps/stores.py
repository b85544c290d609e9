"""Phrases about a store that is locked, harmed, taken away, or left without room."""

from hamcrest import assert_that

from acceptance.contract.samples import WORKS
from acceptance.contract.values import HandIn
from acceptance.faults.store_faults import SOME_ROOM
from acceptance.matchers.faults import has_left_no_part_of, is_as_it_was_left, still_waits
from steps.support.vocabulary import Scene, given, then, when


@when('the task "{name:Name}" is planned while the store is locked for {seconds:g} s')
def plan_while_locked(context: Scene, name: str, seconds: float) -> None:
    context.world.faults.store.plan_while_locked(name, seconds)


@given("the store is locked")
@when("the store is locked")
def lock(context: Scene) -> None:
    context.world.faults.store.lock()


@when("the store is locked for {seconds:g} s")
def lock_for(context: Scene, seconds: float) -> None:
    context.world.faults.experiment.wait_for_chance()
    context.world.faults.store.lock_for(seconds)


@when("a task is planned behind the lock")
def plan_behind_the_lock(context: Scene) -> None:
    context.world.faults.store.plan_behind_the_lock("Waits")


@then("the plan still waits")
def plan_still_waits(context: Scene) -> None:
    assert_that(context.world.faults.store, still_waits())


@when("the store is whole again")
@when("there is room again")
def mend(context: Scene) -> None:
    context.world.faults.store.mend()


@when("the store of the orchestrator is {harm}")
def harm(context: Scene, harm: str) -> None:
    context.world.faults.store.harm(harm)


@when("the orchestrator is started with its store {harm}")
def start_with(context: Scene, harm: str) -> None:
    context.world.faults.store.start_with(harm)


@when("the orchestrator is ended")
def end(context: Scene) -> None:
    context.state.servers.end()


@then("the files of the store are as they were left")
def store_is_as_left(context: Scene) -> None:
    assert_that(context.world.faults.store, is_as_it_was_left())


@then("it works again without its old store")
def works_without_old_store(context: Scene) -> None:
    context.world.faults.experiment.carry_on()
    context.world.faults.experiment.see_recovery()


@given("the orchestrator has the rights of an ordinary user")
def ordinary_user(context: Scene) -> None:
    context.world.faults.store.work_as_an_ordinary_user()


@when("its store is made read-only for {seconds:g} s")
def protect_for(context: Scene, seconds: float) -> None:
    context.world.faults.store.protect()
    context.world.faults.store.mend_after(seconds)


@when("the disk is full for the orchestrator")
def leave_no_room(context: Scene) -> None:
    context.world.faults.store.leave_no_room(0)


@when("the disk has little room left for the orchestrator")
def leave_some_room(context: Scene) -> None:
    context.world.faults.store.leave_no_room(SOME_ROOM)


@when("the disk is full for the orchestrator for {seconds:g} s")
def leave_no_room_for(context: Scene, seconds: float) -> None:
    context.world.faults.store.leave_no_room(0)
    context.world.faults.store.mend_after(seconds)


@then("no part of its work is left in the workspace")
def no_part_is_left(context: Scene) -> None:
    assert_that(context.world.faults.store, has_left_no_part_of(WORKS["3 MB"]))


@given("the orchestrator works in a small file system")
def work_in_a_small_place(context: Scene) -> None:
    context.world.faults.store.work_in_a_small_place()


@when("that file system is full")
def fill_the_place(context: Scene) -> None:
    context.world.faults.store.fill_the_place()


@when("tasks are planned until one is refused")
def plan_until_refused(context: Scene) -> None:
    context.world.faults.store.plan_until_refused()


@when("3 MB are handed in as its work where only a part of it has room")
def hand_in_what_has_no_room(context: Scene) -> None:
    context.world.faults.store.fill_the_place(SOME_ROOM)
    context.state.it.hand_in(HandIn(work=WORKS["3 MB"]))
