"""Assertions about faults: what was answered still holds, the fault was there, nothing is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from acceptance.contract.content import moments_in
from acceptance.contract.reply import Reply
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.faults.fault_experiment import FaultExperiment
from acceptance.faults.history import Outcome
from acceptance.faults.last_calls import LastCalls
from acceptance.faults.store_faults import StoreFaults
from acceptance.matchers.findings import Finding, listed
from acceptance.matchers.server import history_of
from acceptance.scenario.tasks import Task

# So many of the things that are wrong are told in a message.
TOLD = 4
# A wrong time zone is half an hour off or more, and a target may be slow and cut its times to the minute.
SHORTLY: Final = timedelta(minutes=10)


def has_kept_every_promise() -> Finding[FaultExperiment]:
    """The store agrees with the record of the work: the judge found nothing wrong."""
    return Finding(
        "every confirmed change is still in effect; what was not answered happened once and completely, or not at all",
        lambda experiment: experiment.judge(),
        lambda breaches: not breaches,
        lambda experiment, breaches: (
            f"after {len(experiment.history.entries)} calls, {_unanswered(experiment)} of them unanswered, there are "
            f"{len(breaches)} violations: {'; '.join(map(str, breaches[:TOLD]))}"
        ),
    )


def has_answered_all() -> Finding[FaultExperiment]:
    """Every call of the work was answered, however late."""
    return Finding(
        "every call of these agents is answered",
        lambda experiment: [entry for entry in experiment.history.entries if not entry.answered],
        lambda missing: not missing,
        lambda experiment, missing: (
            f"{len(missing)} of {len(experiment.history.entries)} calls were not answered: {missing[0].words}"
        ),
    )


def contains_restarts(count: int) -> Finding[Reply]:
    """The history of restarts has so many entries."""
    return Finding(
        f"the restart history contains {count} restarts",
        history_of,
        lambda history: len(history) == count,
        lambda reply, history: f"it contains {len(history)}: {reply.shortened()}",
    )


def _unanswered(experiment: FaultExperiment) -> int:
    return sum(entry.outcome is Outcome.UNANSWERED for entry in experiment.history.entries)


def is_still_waiting() -> Finding[StoreFaults]:
    """The call behind the lock is not answered yet."""
    return Finding(
        "the plan is still waiting for the lock",
        lambda store_faults: (store_faults.still_waiting, store_faults.answered_early()),
        lambda found: found[0],
        lambda store_faults, found: f"it was already answered: {found[1] or 'no plan was sent'}",
    )


def is_unchanged_since_the_damage() -> Finding[StoreFaults]:
    """The files of the store hold what they held right after they were damaged."""
    return Finding(
        "the damaged data store is unchanged",
        lambda store_faults: store_faults.changed_since,
        lambda changed: not changed,
        lambda store_faults, changed: f"these files were written, created or removed since: {listed(changed)}",
    )


def has_no_part_left_of(work: str) -> Finding[StoreFaults]:
    """No file of the workspace but the store holds the beginning of a work."""
    return Finding(
        "no part of the work is left in the workspace",
        lambda store_faults: store_faults.parts_left(work),
        lambda left: not left,
        lambda store_faults, left: f"these files contain a part of it: {listed(left)}",
    )


def answered_all(count: int) -> Finding[LastCalls]:
    """Every call in flight was answered, also if by a rejection."""
    return Finding(
        f"all {count} calls that were in flight and not cancelled are answered",
        lambda last: (len(last.calls), len(last.replies)),
        lambda found: found == (count, count),
        lambda last, found: f"{found[1]} of {found[0]} were answered",
    )


def left_nothing() -> Finding[LastCalls]:
    """The server has ended, and left no process, lock or temporary file behind."""
    return Finding(
        "the orchestrator leaves no process, no lock and no temporary file behind",
        lambda last: last.left if last.exit_code is not None else ["itself, because it has not ended"],
        lambda left: not left,
        lambda last, left: f"it left {listed(left)} behind",
    )


def kept_what_it_accepted() -> Finding[LastCalls]:
    """Every accepted call in flight has happened once; no rejected one has; and at least one was accepted."""
    return Finding(
        "all answered calls did what the answers say, and unanswered ones took effect at most once",
        lambda last: last.wrong_afterwards(),
        lambda wrong: not wrong,
        lambda last, wrong: "; ".join(wrong),
    )


def accepted_one_restart() -> Finding[LastCalls]:
    """Of two restarts requested at the same time one was accepted, and the other rejected."""
    return Finding(
        "exactly one restart is accepted, and the other is rejected",
        lambda last: [reply.accepted for reply in last.replies.values()],
        lambda accepted: sorted(accepted) == [False, True],
        lambda last, accepted: _tell_restarts(list(last.replies.values())),
    )


def _tell_restarts(replies: list[Reply]) -> str:
    said = "; ".join(f"it was {'accepted' if one.accepted else 'rejected'}: {one.shortened()}" for one in replies)
    return f"{len(replies)} were answered" + (f"; {said}" if said else "")


def was_changed_after_it_was_planned() -> Finding[Task]:
    """The time of the task's last change, as it is shown, is not before that of its planning."""
    return Finding(
        "the task was not changed before it was planned",
        lambda task: (task.look().created, task.look().raw.get("updated_at")),
        lambda times: moment(times[0]) <= moment(times[1]),
        lambda task, times: f'"{task.name}" was planned at {times[0]} and changed at {times[1]}',
    )


def was_planned_at_the_true_time() -> Finding[Task]:
    """The time of the task's planning is now, in UTC or by the offset that it is told with."""
    return Finding(
        "the task was planned at the true time",
        lambda task: (task.look().created, datetime.now(UTC)),
        lambda times: abs(moment(times[0]) - times[1]) < SHORTLY,
        lambda task, times: f'"{task.name}" was planned at {times[0]}, by its own account, and now it is {times[1]}',
    )


TIMINGS: Final[Mapping[str, Callable[[], Finding[Task]]]] = {
    "not changed before it was planned": was_changed_after_it_was_planned,
    "planned at the true time": was_planned_at_the_true_time,
}
"""What can be said of the times of a task, by the features' words."""


def moment(told: object) -> datetime:
    """A time as it is shown.

    Raises:
        NotOfferedError: none is shown.
        UnreadableReplyError: it cannot be read as a time.
    """
    if told is None:
        raise NotOfferedError("the times at which a task was planned and changed")
    try:
        read = datetime.fromisoformat(str(told))
    except ValueError:
        raise UnreadableReplyError(f"this is not a time: {told}") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def restarts_finished_after_their_requests() -> Finding[Reply]:
    """Every restart of the history finished after it was requested, and none lacks either time."""
    return Finding(
        "every restart of the history finished after it was requested",
        lambda reply: [_requested_and_finished(entry) for entry in history_of(reply)],
        lambda times: bool(times) and all(moment(asked) <= moment(done) for asked, done in times),
        lambda reply, times: f"requested and finished: {times or reply.shortened()}",
    )


def _requested_and_finished(entry: Any) -> tuple[Any, Any]:
    """When a restart was requested and when it finished; where the entry has other names, its moments in order."""
    if isinstance(entry, Mapping) and "requested_at" in entry:
        return entry["requested_at"], entry.get("finished_at", entry.get("completed_at"))
    told = moments_in(entry)
    return (told[0], told[-1]) if len(told) > 1 else (None, None)
