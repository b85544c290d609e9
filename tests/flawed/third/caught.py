"""Which scenarios catch the flaws of the third set: those that did at first, and those that do since then."""

from collections.abc import Mapping
from typing import Final

AT_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "context-is-merged-by-an-update": ("A new context replaces the planned one as a whole",),
    "ids-come-again-after-a-deletion": ("The identifier of a permanently deleted task is not reused",),
    "reasons-are-trimmed": ("A cancellation reason with spaces at both ends reads back unchanged",),
    "long-reasons-are-cut": ("A cancellation reason of a million characters reads back unchanged",),
    "joiners-are-stripped-from-summaries": ("A summary with emoji reads back unchanged",),
    "file-paths-are-tidied": ("A later search still shows the files named in a submission",),
    "numbers-in-lists-become-texts": (
        "orchestrator_complete_task enforces its input schema and writes nothing outside the workspace",
    ),
    "null-is-left-out": (
        "orchestrator_update_task enforces its input schema and writes nothing outside the workspace",
    ),
    "a-blocked-task-takes-in-more-work": ("A task that is blocked rejects a result submitted as blocked",),
    "a-failed-task-is-not-archived-by-an-update": ("An update changes a task from failed to archived",),
    "discarding-removes-the-last-work-only": ("A cancellation that discards the work discards every submission",),
    "the-same-final-state-is-refused": ("An update to the current state, cancelled, is accepted and keeps it",),
    "the-state-first-and-then-the-work": ("A submission that overfills the disk leaves its task in progress",),
    "minutes-of-offsets-are-dropped": ("A search understands a moment given in another time zone",),
    "the-search-forgets-the-parent": ("A search by text among the subtasks of one leaves out others",),
    "active-counts-only-alone": ("A search by the states active, completed finds tasks in each",),
    "titles-run-on-into-descriptions": ('The term "lamp Does", spanning a title and a description, finds nothing',),
    "a-page-far-back-slips": ("Paging through 511 tasks returns each exactly once and shows the total",),
    "work-again-is-no-call": ("A scan does not report a two-day-old task after a second submission",),
    "the-project-is-one-session": ("Only a scan of the whole project reports a task forgotten elsewhere",),
    "fifty-tasks-are-handed-over": ("The handover document lists the first and the last of 122 tasks",),
    "health-asks-at-home": ("Health is that of the current session, also in another directory",),
    "the-longest-value-is-too-long": ("A value of twenty letters has a permitted length",),
    "an-interrupt-ends-with-130": ("An idle orchestrator that is sent SIGINT stops cleanly within 5 seconds",),
    "a-page-from-nowhere-is-let-in": ("Over HTTP, a request with a null origin is rejected",),
}
"""Caught by scenarios that were there before the set was."""
SINCE: Final[Mapping[str, tuple[str, ...]]] = {
    "an-empty-context-changes-nothing": ("An empty context replaces the planned one",),
    "whole-numbers-become-floats": ("A changed context keeps the whole number 9007199254740993",),
    "an-updated-due-date-is-rewritten": ("A changed due date with an offset of zero reads back exactly as entered",),
    "an-updated-due-date-is-checked-by-its-shape": ("An update with an invalid due date does not change the state",),
    "wide-blanks-are-a-title": ("A plan with a title of wide spaces only is rejected and creates no task",),
    "line-ends-of-summaries-are-made-alike": ("A summary with Windows line endings reads back unchanged",),
    "updated-words-are-lowered": ("A task is found by its changed title",),
    "a-blocked-task-heeds-its-first-dependency-only": (
        "A blocked task whose second of two dependencies is unfinished cannot start",
    ),
    "a-refused-start-keeps-the-new-title": ("An update that would start a task too early keeps its title",),
    "the-brief-is-remembered": (
        "A second start returns the title that was changed since",
        "A second start returns the description that was changed since",
        "A second start returns the context that was changed since",
    ),
    "file-paths-are-kept-of-finished-work": ("A later search shows the files named in a result submitted as blocked",),
    "members-far-below-stay": (
        "A subtask four levels below a task deleted permanently by force is not found",
        "A subtask four levels below a task archived by force is archived",
    ),
    "finished-dependants-do-not-hold": ("A task on which a completed task depends cannot be deleted permanently",),
    "five-dependants-are-named": ("A task archived by force is named with the last of seven dependants",),
    "the-first-summary-is-put-together": ("A synthesis contains the last of two summaries of a subtask",),
    "cancelled-work-is-left-out": ("A synthesis contains the summary of a subtask that is cancelled",),
    "two-values-of-a-filter": ('A search by kind "custom, review, research" finds exactly the matching tasks',),
    "searches-show-the-archive": ("A search by text leaves out archived tasks",),
    "an-empty-list-of-specialists-finds-nothing": ("A search by an empty list for the specialist finds every subtask",),
    "the-search-reads-ten-thousand-characters": ("A search finds a term at the end of a long description",),
    "ten-children-are-added": ("A search returns the last of twelve subtasks on request",),
    "archived-children-are-never-added": ("A search for archived tasks returns their archived subtasks on request",),
    "one-task-has-no-grandchildren": (
        "The overview of a single task lists the subtask of its subtask",
        "The handover document of a single task lists the subtask of its subtask",
    ),
    "blocked-tasks-do-not-keep-a-session": ("Cleanup of old sessions keeps one whose only task is blocked",),
    "variables-in-paths-are-filled-in": ('A session opened in the directory "for $HOME" is there',),
    "a-refused-session-ends-the-current-one": ("The current session stays current when none can be opened in a file",),
    "counts-are-of-this-process": ("A task that another orchestrator planned since the last count is counted",),
    "defaults-that-are-false-are-none": (
        "A number without a value takes its default 0",
        "A boolean without a value takes its default false",
    ),
    "overwriting-takes-the-users": ("Replacing a shared template keeps the user template of that name",),
    "documents-follow-links": ("A folder of the handover document replaced by a link is not followed",),
    "a-closed-connection-lives-on": ("Over HTTP, a session that its client has ended gets status 404",),
}
"""Missed by the scenarios at first; each has a scenario now, and is among the declared flaws."""
CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {**AT_FIRST, **SINCE}
