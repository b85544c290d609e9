"""Compares what a data store shows with the record of what was answered (contract, SAFE-1).

An answered call must still hold; one without an answer happened once and completely, or not at all; and no task makes a
transition that its lifecycle does not allow. A fault that cannot be shown to have struck running work proves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from acceptance.contract.state_machine import FINAL, OPEN, can_become
from acceptance.contract.values import TaskState
from acceptance.faults.history import LEADS_TO, Entry, Fault, History, Outcome, Verb
from acceptance.faults.snapshot import Snapshot, StoredTask

ABSENT: Final = None
Possible = set[TaskState | None]


class ViolationKind(StrEnum):
    """What can be wrong with a data store, or with the proof."""

    LOST = "lost"
    DUPLICATED = "duplicated"
    INCOMPLETE = "incomplete"
    RESURRECTED = "resurrected"
    FORBIDDEN_TRANSITION = "forbidden transition"
    UNREQUESTED = "not requested"
    SHARED_IDENTITY = "shared identity"
    MISDIRECTED = "the answer to another call"
    MISCOUNTED = "wrong count"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Violation:
    """One promise that was broken: its kind, and how."""

    wrong: ViolationKind
    words: str

    def __str__(self) -> str:
        return f"{self.wrong}: {self.words}"


def judge(history: History, snapshot: Snapshot) -> list[Violation]:
    """Everything that is wrong; nothing, if every promise was kept and the fault was shown."""
    entries = sorted(history.entries, key=lambda entry: entry.begun)
    return [
        *(breach for strike in history.strikes for breach in _judge_proof(strike, entries)),
        *([] if history.strikes else [Violation(ViolationKind.UNPROVEN, "no fault was injected")]),
        *_judge_tasks(entries, snapshot),
        *_judge_order(entries, snapshot),
        *_judge_identities(entries, snapshot),
        *_judge_answers(entries, snapshot),
        *_judge_counts(snapshot),
    ]


def _judge_proof(strike: Fault, entries: Sequence[Entry]) -> Iterator[Violation]:
    """Whether the fault is proven to have happened, and to have struck running work."""
    if not strike.trace:
        yield Violation(ViolationKind.UNPROVEN, f"{strike.kind}: nothing shows that the fault happened")
    if strike.ended is None:
        yield Violation(ViolationKind.UNPROVEN, f"{strike.kind}: the fault never ended")
        return
    begun, ended = strike.begun, strike.ended
    during = [one for one in entries if one.begun < ended and one.ended > begun]
    if not any(one.answered and one.ended < begun for one in entries):
        yield Violation(ViolationKind.UNPROVEN, f"{strike.kind}: no call was answered before the fault")
    if not any(one.answered or strike.silences for one in during):
        yield Violation(
            ViolationKind.UNPROVEN,
            f"{strike.kind}: no call was {'tried' if strike.silences else 'answered'} during it",
        )
    if not any(one.outcome is Outcome.ACCEPTED and one.begun > ended and one.verb is not Verb.LOOK for one in entries):
        yield Violation(ViolationKind.UNPROVEN, f"{strike.kind}: no change was accepted after the fault")


def _judge_tasks(entries: Sequence[Entry], snapshot: Snapshot) -> Iterator[Violation]:
    lives: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.title:
            lives[entry.title].append(entry)
    shown: dict[str, list[StoredTask]] = defaultdict(list)
    for kept in snapshot.tasks:
        shown[kept.title].append(kept)
    for title, life in lives.items():
        yield from _judge_task(title, life, shown[title], snapshot)


def _judge_task(
    title: str, life: Sequence[Entry], shown: Sequence[StoredTask], snapshot: Snapshot
) -> Iterator[Violation]:
    possible: Possible = {ABSENT}
    for entry in life:
        if entry.verb is Verb.LOOK and entry.outcome is not Outcome.ACCEPTED:
            continue
        if entry.verb is Verb.LOOK:
            seen = entry.told.seen.get(title, ABSENT)
            yield from _compare(title, possible, seen, "while work was running, was")
            possible = {seen}
        else:
            possible = _after(possible, entry)
    if len(shown) > 1:
        yield Violation(ViolationKind.DUPLICATED, f'"{title}" was planned once, but exists {len(shown)} times')
        return
    yield from _compare(title, possible, shown[0].state if shown else ABSENT, "is")
    for kept in shown:
        yield from _judge_whole(title, life, kept, snapshot)


def _after(possible: Possible, entry: Entry) -> Possible:
    """What state a task can be in after one more call."""
    there = LEADS_TO[entry.verb]
    if entry.outcome is Outcome.ACCEPTED:
        return {there}
    if entry.outcome is Outcome.REFUSED:
        return possible
    feasible = any(state is ABSENT if entry.verb is Verb.PLAN else state in OPEN for state in possible)
    return possible | {there} if feasible else possible


def _compare(title: str, possible: Possible, found: TaskState | None, how: str) -> Iterator[Violation]:
    """Name what is wrong with a state that no record explains."""
    if found in possible:
        return
    wanted = " or ".join(sorted("missing" if state is ABSENT else state for state in possible))
    words = f'"{title}" must be {wanted}, but {how} {"missing" if found is ABSENT else found}'
    if found is ABSENT:
        yield Violation(ViolationKind.LOST, words)
    elif found in OPEN and possible <= FINAL:
        yield Violation(ViolationKind.RESURRECTED, words)
    elif any(state is not ABSENT and can_become(found, state) for state in possible):
        yield Violation(ViolationKind.LOST, words)
    else:
        yield Violation(ViolationKind.UNREQUESTED, words)


def _judge_whole(title: str, life: Sequence[Entry], kept: StoredTask, snapshot: Snapshot) -> Iterator[Violation]:
    """Whether what is there of a task is all of it: what was planned, and the work that was handed in."""
    plans = [one for one in life if one.verb is Verb.PLAN]
    hand_ins = [one for one in life if one.verb is Verb.HAND_IN]
    if snapshot.whole and plans and kept.description != plans[0].text:
        yield Violation(
            ViolationKind.INCOMPLETE, f'"{title}" was planned with a description that is missing or incomplete'
        )
    for identity in {one.told.identity for one in plans if one.told.identity} - {kept.identity}:
        yield Violation(
            ViolationKind.LOST, f'"{title}" was planned with the identity {identity}, but has {kept.identity} now'
        )
    for entry in hand_ins:
        work = entry.text.encode()
        if entry.told.path and not _holds(snapshot.files.get(entry.told.path, work), work):
            yield Violation(
                ViolationKind.INCOMPLETE,
                f'the work on "{title}" was accepted, but its artifact is not what was submitted',
            )
        if not snapshot.whole:
            continue
        if kept.state is TaskState.COMPLETED:
            yield from _judge_completed(title, entry, kept)
        elif kept.works and entry.outcome is not Outcome.ACCEPTED:
            yield Violation(ViolationKind.INCOMPLETE, f'"{title}" is {kept.state}, but has work that was not accepted')


def _judge_completed(title: str, entry: Entry, kept: StoredTask) -> Iterator[Violation]:
    contents, work = list(kept.works.values()), entry.text.encode()
    if not contents:
        yield Violation(ViolationKind.INCOMPLETE, f'"{title}" is completed, but its work is missing')
    elif not any(_holds(content, work) for content in contents):
        sizes = ", ".join("no file" if one is None else f"{len(one):,} bytes" for one in contents)
        words = f'"{title}" is completed, but of its {len(work):,} bytes of work this is left: {sizes}'
        yield Violation(ViolationKind.INCOMPLETE, words)
    if entry.summary not in kept.texts:
        yield Violation(ViolationKind.INCOMPLETE, f'"{title}" is completed, but its summary is missing')


def _holds(content: bytes | None, work: bytes) -> bool:
    """Whether a file holds the whole work; what a server writes around it is for another promise (contract, TASK-3)."""
    return content is not None and work in content


def _judge_order(entries: Sequence[Entry], snapshot: Snapshot) -> Iterator[Violation]:
    """Whether no task was shown in a state that its lifecycle does not allow after one shown before."""
    told: dict[str, list[tuple[float, float, TaskState]]] = defaultdict(list)
    for entry in entries:
        sightings = dict(entry.told.seen)
        if entry.outcome is Outcome.ACCEPTED and entry.verb is not Verb.LOOK:
            sightings[entry.title] = entry.told.state
        for title, state in sightings.items():
            if state is not None:
                told[title].append((entry.begun, entry.ended, state))
    last = {kept.title: kept.state for kept in snapshot.tasks}
    for title, sightings_of in told.items():
        end = max(ended for _, ended, _ in sightings_of) + 1
        final = last.get(title)
        final_sighting = [] if final is None else [(end, end, final)]
        yield from _forbidden_transitions(title, [*sightings_of, *final_sighting])


def _forbidden_transitions(title: str, told: Sequence[tuple[float, float, TaskState]]) -> Iterator[Violation]:
    for _, ended, before in told:
        for begun, _, after in told:
            if ended < begun and not can_become(before, after):
                yield Violation(
                    ViolationKind.FORBIDDEN_TRANSITION, f'"{title}" was shown as {before}, and later as {after}'
                )
                return


def _judge_identities(entries: Sequence[Entry], snapshot: Snapshot) -> Iterator[Violation]:
    given = {(one.told.identity, one.title) for one in entries if one.verb is Verb.PLAN and one.told.identity}
    shown = {(one.identity, one.title) for one in snapshot.tasks if one.identity}
    for identity, count in Counter(identity for identity, _ in given | shown).items():
        if count > 1:
            titles = " and ".join(sorted(f'"{title}"' for one, title in given | shown if one == identity))
            yield Violation(ViolationKind.SHARED_IDENTITY, f"{identity} is the identity of {titles}")


def _judge_answers(entries: Sequence[Entry], snapshot: Snapshot) -> Iterator[Violation]:
    """Whether no call got the answer to another one: about another task of the work, or of the shape of another call.

    What names no task of the work is not judged; nor is a shape where this verb never had the declared one: then the
    server always answers so, which is no fault's doing.
    """
    usual = {one.verb for one in entries if one.outcome is Outcome.ACCEPTED}
    plans = [one for one in entries if one.verb is Verb.PLAN and one.outcome is Outcome.ACCEPTED]
    titles = {one.told.identity: one.title for one in plans} | {one.identity: one.title for one in snapshot.tasks}
    for one in entries:
        about = titles.get(one.told.identity) if one.told.identity and one.outcome is Outcome.ACCEPTED else None
        if about is not None and about != one.title and one.verb is not Verb.PLAN:
            asked = f'the {one.verb} of "{one.title}"' if one.title else "a look at the newest tasks"
            yield Violation(ViolationKind.MISDIRECTED, f'{asked} was answered about "{about}"')
        if one.misshapen and one.verb in usual:
            yield Violation(ViolationKind.MISDIRECTED, one.words)


def _judge_counts(snapshot: Snapshot) -> Iterator[Violation]:
    there = Counter(kept.state for kept in snapshot.tasks)
    for state, count in snapshot.counts.items():
        if count != there[state]:
            yield Violation(
                ViolationKind.MISCOUNTED, f"the orchestrator counts {count} {state} tasks, but shows {there[state]}"
            )
