"""Assertions about faults: what was answered is true, the cause was there, nothing is left."""

from __future__ import annotations

from datetime import UTC, datetime

from acceptance.contract.reply import Reply
from acceptance.errors import NotOfferedError, UnreadableReplyError
from acceptance.faults.fault_experiment import FaultExperiment
from acceptance.faults.history import Outcome
from acceptance.faults.last_calls import MOST_SECONDS, LastCalls
from acceptance.faults.store_faults import StoreFaults
from acceptance.matchers.findings import Finding, listed
from acceptance.matchers.server import history_of
from acceptance.scenario.tasks import Task

# So many of the things that are wrong are told in a message.
TOLD = 4


def has_kept_every_promise() -> Finding[FaultExperiment]:
    """The store agrees with the record of the work: the judge found nothing wrong."""
    return Finding(
        "all that was answered is true, and what was not answered happened once and whole, or not at all",
        lambda experiment: experiment.judge(),
        lambda breaches: not breaches,
        lambda experiment, breaches: (
            f"of {len(experiment.history.entries)} calls, {_unanswered(experiment)} not answered, "
            f"{len(breaches)} things are wrong: {'; '.join(map(str, breaches[:TOLD]))}"
        ),
    )


def has_answered_all() -> Finding[FaultExperiment]:
    """Every call of the work was answered, however late."""
    return Finding(
        "every call of the work was answered",
        lambda experiment: [entry for entry in experiment.history.entries if not entry.answered],
        lambda missing: not missing,
        lambda experiment, missing: (
            f"of {len(experiment.history.entries)} calls {len(missing)} were not: {missing[0].words}"
        ),
    )


def tells_restarts(count: int) -> Finding[Reply]:
    """The history of restarts has so many entries."""
    return Finding(
        f"the history tells {count} restarts",
        history_of,
        lambda history: len(history) == count,
        lambda reply, history: f"it tells {len(history)}: {reply.shortened()}",
    )


def _unanswered(experiment: FaultExperiment) -> int:
    return sum(entry.outcome is Outcome.UNANSWERED for entry in experiment.history.entries)


def still_waits() -> Finding[StoreFaults]:
    """What was asked behind the lock is not answered yet."""
    return Finding(
        "the call behind the lock still waits",
        lambda store_faults: store_faults.still_waiting,
        bool,
        lambda store_faults, waits: "it was answered before, so nothing is known of what happens meanwhile",
    )


def is_as_it_was_left() -> Finding[StoreFaults]:
    """The files of the store hold what they held right after they were harmed."""
    return Finding(
        "the files of the store are left as they were",
        lambda store_faults: store_faults.changed_since,
        lambda changed: not changed,
        lambda store_faults, changed: f"these were written to, made or removed since: {listed(changed)}",
    )


def has_left_no_part_of(work: str) -> Finding[StoreFaults]:
    """No file of the workspace but the store holds the beginning of a work."""
    return Finding(
        "no part of the work is left in the workspace",
        lambda store_faults: store_faults.parts_left(work),
        lambda left: not left,
        lambda store_faults, left: f"these files hold a part of it: {listed(left)}",
    )


def answered_all(count: int) -> Finding[LastCalls]:
    """Every call that was under way was answered, be it with a refusal."""
    return Finding(
        f"each of the {count} calls under way is answered",
        lambda last: (len(last.calls), len(last.replies)),
        lambda found: found == (count, count),
        lambda last, found: f"{found[1]} of {found[0]} were answered",
    )


def ended_in_time() -> Finding[LastCalls]:
    """The server ended within the time that the contract gives it."""
    return Finding(
        f"it ends within {MOST_SECONDS:g} s",
        lambda last: last.seconds,
        lambda seconds: seconds is not None and seconds <= MOST_SECONDS,
        lambda last, seconds: "it still ran 8 s later" if seconds is None else f"it took {seconds:.1f} s",
    )


def ended_with_code_0() -> Finding[LastCalls]:
    """The server ended by itself, without an error."""
    return Finding(
        "it ends without an error",
        lambda last: last.exit_code,
        lambda code: code == 0,
        lambda last, code: "it had not ended" if code is None else f"it ended with exit code {code}",
    )


def left_nothing() -> Finding[LastCalls]:
    """The server has ended, and left no process, lock or temporary file behind."""
    return Finding(
        "it leaves no process, no lock and no temporary file",
        lambda last: last.left if last.exit_code is not None else ["itself, for it has not ended"],
        lambda left: not left,
        lambda last, left: f"it left {listed(left)}",
    )


def kept_what_it_accepted() -> Finding[LastCalls]:
    """Every call under way that was accepted has come about once; what was refused has not; and one was accepted."""
    return Finding(
        "what was accepted on the way out is there once, and what was refused is not",
        lambda last: last.wrong_afterwards(),
        lambda wrong: not wrong,
        lambda last, wrong: "; ".join(wrong),
    )


def took_one_restart() -> Finding[LastCalls]:
    """Of two restarts that were asked for at once one was accepted, and the other refused."""
    return Finding(
        "one restart is accepted, and the other refused",
        lambda last: [reply.accepted for reply in last.replies.values()],
        lambda accepted: sorted(accepted) == [False, True],
        lambda last, accepted: f"{len(accepted)} were answered, and {sum(accepted)} accepted",
    )


def was_changed_after_it_was_planned() -> Finding[Task]:
    """The time at which the task was changed last, as a look at it tells, is not before that of its planning."""
    return Finding(
        "it was not changed before it was planned",
        lambda task: (task.look().created, task.look().raw.get("updated_at")),
        lambda times: moment(times[0]) <= moment(times[1]),
        lambda task, times: f'"{task.name}" was planned at {times[0]}, and changed at {times[1]}',
    )


def moment(told: object) -> datetime:
    """A moment as it was told.

    Raises:
        NotOfferedError: none is told.
    """
    if told is None:
        raise NotOfferedError("the times at which a task was planned and changed")
    try:
        read = datetime.fromisoformat(str(told))
    except ValueError:
        raise UnreadableReplyError(f"this is no time: {told}") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def ended_after_it_was_asked_for() -> Finding[Reply]:
    """Every restart of the history has come about after it was asked for, and none is missing its times."""
    return Finding(
        "every restart of the history came about after it was asked for",
        lambda reply: [
            (entry.get("requested_at"), entry.get("finished_at", entry.get("completed_at")))
            for entry in history_of(reply)
        ],
        lambda times: bool(times) and all(moment(asked) <= moment(done) for asked, done in times),
        lambda reply, times: f"asked for and come about: {times or reply.shortened()}",
    )
