"""Which scenarios catch the flaws of the fifth set: those that did at first, and those that do since then."""

from collections.abc import Mapping
from typing import Final

AT_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "a-search-runs-on-into-the-description": (
        'The term "lamp Does", spanning a title and a description, finds nothing',
    ),
    "an-offset-behind-the-end-is-cut": ("A page after the last task is empty",),
    "active-stands-alone": ("A search by the states active, completed finds tasks in each",),
    "times-without-a-zone-are-local": ("On Kathmandu time, a moment given in UTC without an offset is understood",),
    "an-updated-due-date-is-in-utc": ("A changed due date with an offset of zero reads back exactly as entered",),
    "the-release-ends-at-the-subtasks": ("A task archived by force releases the dependant of a subtask far below",),
    "a-directory-is-listed-once": ("The list of sessions can be limited to 2",),
    "a-process-takes-up-the-first-session": ("A new process continues the newest session of its directory",),
    "a-scope-ends-at-the-subtasks": ("The overview of a single task lists the subtask of its subtask",),
    "enumerations-take-any-case": ("No invalid call of orchestrator_plan_task plans a task",),
    "an-origin-may-go-on": ("Over HTTP, a request from a similar foreign site is rejected",),
    "a-default-of-zero-is-blank": ("A number without a value takes its default 0",),
    "a-named-category-is-a-wish": ("A shared template cannot be loaded from the user templates",),
    "lengths-of-values-are-in-bytes": ("A value of twenty letters with accents has a permitted length",),
    "uninstalling-reaches-both-categories": ("Uninstalling a user template keeps the shared one of that name",),
    "going-on-clears-the-summary": ("A blocked task keeps its summary when it is started again",),
    "a-started-subtask-starts-its-parent": ("Starting a subtask leaves its parent pending",),
    "the-last-subtask-completes-its-parent": ("Completing the last subtask leaves its parent in progress",),
    "equal-work-is-kept-once": ("Two submissions for a task are stored as two artifacts",),
    "discarded-work-stays-on-the-disk": ("A cancellation that discards the work discards every submission",),
}
"""Caught when the set was measured, before anything was changed for it."""

SINCE: Final[Mapping[str, tuple[str, ...]]] = {
    "who-is-shown-below-is-not-shown-above": ("A search that returns subtasks also finds matching ones",),
    "a-summary-makes-a-subtask-finished": ("A synthesis lists a subtask submitted as needing revision as unfinished",),
    "an-emptied-estimate-stays": ("An empty estimated effort replaces the planned one",),
    "a-new-subtask-reopens-its-parent": ("A parent stays completed when a subtask is planned",),
    "specialists-are-inherited": ("A subtask does not inherit the specialist of its parent",),
    "work-in-revision-frees-its-dependants": (
        "A task whose dependency was submitted as needing revision cannot be started",
    ),
    "released-dependants-are-unblocked": ("A dependant stays blocked when its dependency is archived by force",),
    "an-archived-task-keeps-a-session-open": ("A session with a completed and an archived task is completed",),
    "a-handover-has-each-title-once": ("The handover document lists each of two tasks of one title",),
    "abrupt-restarts-are-not-noted": ("The restart history contains a restart that was requested immediately",),
    "readiness-knows-this-process-alone": ("A task in progress still prevents a shutdown after a new start",),
    "a-start-fails-stale-tasks": ("A task stays in progress over an idle day and a new start",),
    "listed-metadata-are-remembered": ("The list of templates shows the purpose of a replaced template",),
    "one-that-is-there-skips-all": ("The built-in library is completed when one part is installed already",),
    "the-brief-shortens-the-description": ("The brief contains a long description to its end",),
    "all-work-is-of-the-first-type": ('The artifact of a second submission has the type "code"',),
    "file-paths-are-recorded-once": ("A later search still shows the files named in a submission",),
    "cancelling-cancels-the-subtasks": ("Cancelling a task leaves its subtask pending",),
}
"""Missed at first; each has a scenario of its own now, and is among the declared flaws."""
CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {**AT_FIRST, **SINCE}
