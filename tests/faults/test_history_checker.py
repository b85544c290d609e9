"""The judge, held against forged histories: each wrong in one way, which it must name, and one that is right."""

from dataclasses import replace

import pytest

from acceptance.contract.state_machine import can_become
from acceptance.contract.values import TaskState
from acceptance.faults.history import Entry, Fault, History, Outcome, Told, Verb
from acceptance.faults.history_checker import ViolationKind, judge
from acceptance.faults.snapshot import Snapshot, StoredTask
from acceptance.faults.workload import work_of

WORK = work_of("A", 3_000)
PENDING, IN_PROGRESS, COMPLETED, CANCELLED = (
    TaskState.PENDING,
    TaskState.IN_PROGRESS,
    TaskState.COMPLETED,
    TaskState.CANCELLED,
)


def entry(verb: Verb, begun: float, outcome: Outcome = Outcome.ACCEPTED, title: str = "A", **values: object) -> Entry:
    told = Told(identity=f"id-{title}" if verb is Verb.PLAN and outcome is Outcome.ACCEPTED else None)
    text = {Verb.PLAN: f"About {title}", Verb.HAND_IN: WORK}.get(verb, "")
    summary = f"Result of {title}" if verb is Verb.HAND_IN else ""
    whole = Entry(verb, title, outcome, begun, begun + 0.5, text=text, summary=summary, told=told)
    return replace(whole, **values)  # type: ignore[arg-type]


def look(begun: float, **seen: TaskState) -> Entry:
    return entry(Verb.LOOK, begun, title="", told=Told(seen=dict(seen)))


def life(*, until: Outcome = Outcome.ACCEPTED, last: Verb = Verb.HAND_IN) -> list[Entry]:
    """Task A up to its hand-in or cancellation, which the fault meets."""
    return [entry(Verb.PLAN, 1), entry(Verb.EXECUTE, 2), entry(last, 4.8, until)]


AFTERWARDS = [entry(Verb.PLAN, 8, title="Z")]
Z = StoredTask("Z", "id-Z", PENDING, "About Z")


def kept(state: TaskState, title: str = "A", works: tuple[bytes | None, ...] = (), **values: object) -> StoredTask:
    told = ("Result of A",) if state is COMPLETED else ()
    files = {f"work-{number}": work for number, work in enumerate(works)}
    whole = StoredTask(title, f"id-{title}", state, f"About {title}", told, files)
    return replace(whole, **values)  # type: ignore[arg-type]


DONE = kept(COMPLETED, works=(WORK.encode(),))


def named(
    entries: list[Entry], *tasks: StoredTask, strike: Fault | None = None, **values: object
) -> set[ViolationKind]:
    """What the judge names of a history with one fault between 5 and 7, and of what is shown afterwards."""
    history = History()
    for one in [*entries, *AFTERWARDS]:
        history.add(one)
    history.strike(strike or Fault("killed", 5, 7, trace="it ended by the signal 9", silences=True))
    counts: dict[TaskState, int] = {}
    for one in (*tasks, Z):
        assert one.state is not None
        counts[one.state] = counts.get(one.state, 0) + 1
    snapshot = replace(Snapshot((*tasks, Z), counts, whole=True), **values)  # type: ignore[arg-type]
    return {breach.wrong for breach in judge(history, snapshot)}


def test_what_is_right_is_right() -> None:
    assert named(life(), DONE) == set()


@pytest.mark.parametrize("shown", [DONE, kept(IN_PROGRESS)], ids=["it happened", "it did not"])
def test_what_was_not_answered_happened_whole_or_not_at_all(shown: StoredTask) -> None:
    assert named(life(until=Outcome.UNANSWERED), shown) == set()


def test_a_plan_that_was_not_answered_need_not_be_there() -> None:
    plan = entry(Verb.PLAN, 4.8, Outcome.UNANSWERED)
    before = entry(Verb.PLAN, 1, title="B")
    assert named([before, plan], kept(PENDING, "B")) == set()
    assert named([before, plan], kept(PENDING, "B"), kept(PENDING)) == set()


def test_a_lost_plan_is_named() -> None:
    assert named(life()) == {ViolationKind.LOST}


def test_a_lost_change_is_named() -> None:
    assert named(life(), kept(IN_PROGRESS, works=())) == {ViolationKind.RESURRECTED}
    assert named([*life()[:2], entry(Verb.PLAN, 4.8, title="B")], kept(PENDING), kept(PENDING, "B")) == {
        ViolationKind.LOST
    }


def test_a_task_with_another_identity_is_named() -> None:
    assert named(life(), replace(DONE, identity="id-other")) == {ViolationKind.LOST}


def test_a_doubled_plan_is_named() -> None:
    assert named(life(), DONE, replace(DONE, identity="id-again")) == {ViolationKind.DUPLICATED}


@pytest.mark.parametrize("works", [(), (None,), (WORK.encode()[:1_000],), (b"",)], ids=["no", "gone", "half", "empty"])
@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.UNANSWERED])
def test_half_a_hand_in_is_named(works: tuple[bytes | None, ...], outcome: Outcome) -> None:
    assert named(life(until=outcome), kept(COMPLETED, works=works)) == {ViolationKind.INCOMPLETE}


def test_work_without_its_hand_in_is_named() -> None:
    shown = kept(IN_PROGRESS, works=(WORK.encode(),))
    assert named(life(until=Outcome.UNANSWERED), shown) == {ViolationKind.INCOMPLETE}


def test_a_result_without_its_summary_is_named() -> None:
    assert named(life(), replace(DONE, texts=())) == {ViolationKind.INCOMPLETE}


def test_half_a_plan_is_named() -> None:
    assert named(life(), replace(DONE, description="About")) == {ViolationKind.INCOMPLETE}


def test_an_artifact_that_was_told_and_is_not_there_is_named() -> None:
    told = entry(Verb.HAND_IN, 4.8, told=Told(path="work-0"))
    files = {"work-0": WORK.encode()[:-1]}
    assert named([*life()[:2], told], DONE, files=files) == {ViolationKind.INCOMPLETE}


def test_a_resurrected_task_is_named() -> None:
    assert named(life(last=Verb.CANCEL), kept(PENDING)) == {ViolationKind.RESURRECTED}
    assert named(life(last=Verb.CANCEL), kept(IN_PROGRESS)) == {ViolationKind.RESURRECTED}


def test_a_task_seen_to_go_back_is_named() -> None:
    history = [*life(), look(3, A=COMPLETED), look(4, A=IN_PROGRESS)]
    assert named(history, DONE) == {ViolationKind.FORBIDDEN_TRANSITION}


def test_looks_at_the_same_time_say_nothing_about_the_order() -> None:
    history = [*life(), look(4.6, A=COMPLETED), look(4.7, A=IN_PROGRESS)]
    assert named(history, DONE) == set()


def test_a_look_that_misses_a_task_is_named() -> None:
    missing = entry(Verb.LOOK, 3)
    assert named([*life()[:2], missing, life()[2]], DONE) == {ViolationKind.LOST}


def test_a_look_that_was_refused_says_nothing() -> None:
    refused = entry(Verb.LOOK, 3, Outcome.REFUSED)
    assert named([*life()[:2], refused, life()[2]], DONE) == set()


def test_a_refused_plan_that_is_there_is_named() -> None:
    refused = entry(Verb.PLAN, 4.8, Outcome.REFUSED)
    assert named([*life(), replace(refused, title="B")], DONE, kept(PENDING, "B")) >= {ViolationKind.UNREQUESTED}


def test_a_change_that_nobody_asked_for_is_named() -> None:
    history = [*life()[:2], entry(Verb.LOOK, 4.8, Outcome.REFUSED)]
    assert named(history, kept(CANCELLED)) == {ViolationKind.UNREQUESTED}


def test_one_identity_for_two_tasks_is_named() -> None:
    twin = entry(Verb.PLAN, 4.8, title="B", told=Told(identity="id-A"))
    assert named([*life(), twin], DONE, kept(PENDING, "B", identity="id-A")) == {ViolationKind.SHARED_IDENTITY}


@pytest.mark.parametrize("verb", [Verb.EXECUTE, Verb.HAND_IN])
def test_an_answer_about_another_task_is_named(verb: Verb) -> None:
    crossed = [replace(one, told=Told(identity="id-Z")) if one.verb is verb else one for one in life()]
    assert named(crossed, DONE) == {ViolationKind.MISDIRECTED}


def test_a_look_that_is_answered_about_one_task_alone_is_named() -> None:
    assert named([*life(), entry(Verb.LOOK, 7.5, title="", told=Told(identity="id-A"))], DONE) == {
        ViolationKind.MISDIRECTED
    }


def test_an_answer_about_a_task_whose_plan_was_not_answered_is_named() -> None:
    plan = entry(Verb.PLAN, 4.8, Outcome.UNANSWERED, title="B")
    crossed = [replace(one, told=Told(identity="id-B")) if one.verb is Verb.EXECUTE else one for one in life()]
    assert named([*crossed, plan], DONE, kept(PENDING, "B")) == {ViolationKind.MISDIRECTED}


def test_an_answer_of_the_shape_of_another_call_is_named() -> None:
    shape = entry(Verb.EXECUTE, 4.8, Outcome.UNANSWERED, title="Z", misshapen=True, words="it breaks its schema")
    assert named([*life(), shape], DONE) == {ViolationKind.MISDIRECTED}


def test_a_server_whose_answers_never_have_the_declared_shape_is_judged_elsewhere() -> None:
    lives = [replace(one, outcome=Outcome.UNANSWERED, misshapen=one.verb is Verb.HAND_IN) for one in life()[2:]]
    assert named([*life()[:2], *lives], DONE) == set()


def test_an_answer_that_names_its_own_task_or_none_of_the_work_is_right() -> None:
    own = [replace(one, told=Told(identity="id-A")) for one in life()]
    strange = [replace(one, told=Told(identity="a receipt")) if one.verb is Verb.EXECUTE else one for one in life()]
    assert named(own, DONE) == named(strange, DONE) == set()


def test_counts_that_disagree_are_named() -> None:
    assert named(life(), DONE, counts={COMPLETED: 2, PENDING: 1}) == {ViolationKind.MISCOUNTED}


@pytest.mark.parametrize(
    "strike",
    [
        Fault("killed", 5, 7, trace="", silences=True),
        Fault("killed", 5, None, trace="it ended", silences=True),
        Fault("killed", 0, 0.5, trace="it ended", silences=True),
        Fault("killed", 5.5, 7, trace="it ended", silences=True),
        Fault("killed", 5, 8, trace="it ended", silences=True),
    ],
    ids=["no trace", "no end", "nothing before", "nothing during", "nothing after"],
)
def test_a_fault_that_is_not_shown_is_named(strike: Fault) -> None:
    assert named(life(), DONE, strike=strike) == {ViolationKind.UNPROVEN}


def test_a_fault_that_leaves_the_server_speaking_needs_an_answer_meanwhile() -> None:
    strike = Fault("store locked", 5, 7, trace="a second lock was refused")
    assert named(life(until=Outcome.UNANSWERED), DONE, strike=strike) == {ViolationKind.UNPROVEN}
    assert named(life(), DONE, strike=strike) == set()


def test_without_any_fault_nothing_is_shown() -> None:
    history = History()
    history.add(entry(Verb.PLAN, 1))
    found = judge(history, Snapshot((kept(PENDING),), {}, whole=True))
    assert [breach.wrong for breach in found] == [ViolationKind.UNPROVEN]


def test_what_a_version_does_not_show_is_not_judged() -> None:
    bare = StoredTask("A", "id-A", COMPLETED)
    assert named(life(), bare, whole=False) == set()


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (PENDING, COMPLETED, True),
        (IN_PROGRESS, PENDING, False),
        (COMPLETED, CANCELLED, False),
        (CANCELLED, TaskState.ARCHIVED, True),
        (TaskState.ARCHIVED, PENDING, False),
        (PENDING, PENDING, True),
    ],
)
def test_the_map_tells_what_can_follow(before: TaskState, after: TaskState, possible: bool) -> None:
    assert can_become(before, after) is possible
