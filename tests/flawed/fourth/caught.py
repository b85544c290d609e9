"""Which scenarios catch the flaws of the fourth set: those that did at first, and those that do since then."""

from collections.abc import Mapping
from typing import Final

AT_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    "an-emptied-context-stays": ("An empty context replaces the planned one",),
    "a-refused-execution-unblocks": ("A blocked task with an unfinished dependency cannot be started",),
    "the-brief-is-of-the-first-execution": ("A second start returns the role of the new specialist",),
    "the-count-forgets-the-times": ("The total counts only the tasks planned before a given moment",),
    "the-search-index-follows-titles": ("A task is found by its changed description",),
    "counts-know-this-process-alone": ("A task that another orchestrator planned since the last count is counted",),
    "results-have-the-latest-work": ("A synthesis refers to every artifact of every subtask",),
    "staleness-counts-from-planning": ("A scan does not report a two-day-old task after a second submission",),
    "handovers-are-appended": ("A second handover document leaves out a task completed since",),
    "the-limit-counts-hidden-sessions": ("Completed sessions do not count towards the limit of the list",),
    "the-default-directory-is-the-current-one": ("A session opened in the workspace by default is in the workspace",),
    "asking-about-a-session-renews-it": ("A session's status changes neither the data store nor a file",),
    "readiness-names-ten": ("Preparing a shutdown names the last of eleven tasks in progress",),
    "refused-restarts-stand-in-the-history": ("Two restarts requested at the same time are recorded as one",),
    "what-is-gone-can-be-reconnected": ("A reconnection test does not offer a session whose directory was deleted",),
    "null-counts-as-left-out": ("No invalid call of orchestrator_plan_task plans a task",),
    "which-dependency-is-unknown-is-not-said": (
        "The rejection by orchestrator_plan_task names task_of_nobody, an invalid dependencies",
    ),
    "hosts-are-known-by-their-beginning": ("Over HTTP, a request for a similar foreign host name is rejected",),
    "results-wait-for-the-lock": ("The synthesis is accepted while a plan waits for a lock",),
    "a-parameter-is-filled-once": ('The boolean value true appears in the text as "true"',),
    "true-is-a-number": ("The value true for ROUNDS is rejected, and no task is planned",),
    "an-id-is-taken-in-each-category": ("Two templates of one name in different categories are listed",),
    "uninstalling-takes-it-elsewhere": ("Uninstalling a shared template from the user templates is rejected",),
    "updates-start-from-an-old-copy": ("The first orchestrator keeps the description changed by the second",),
}
"""Caught by the scenarios as they were; the command with `--declared` judges these."""
SHARPENED: Final[Mapping[str, tuple[str, ...]]] = {
    "times-in-a-context-are-rewritten": ('A task keeps the planned context "due: 2031-05-17T10:00:00Z"',),
    "the-next-page-skips-what-was-cut": ("Pages of long tasks together contain each task exactly once",),
    "rings-of-three-are-valid": (
        'A template with a dependency cycle of three tasks is reported as invalid at "build"',
    ),
    "installing-restores-what-was-changed": ("A second installation of the example templates keeps a changed one",),
    "template-tasks-come-one-by-one": ("A template that overfills the file system leaves none of its tasks",),
    "unknown-http-sessions-can-be-ended": ("Over HTTP, a session that its client has ended gets status 404",),
}
"""Missed at first; a scenario looks closer now, or is new. To save time, `--declared` alone judges these."""
SINCE: Final[Mapping[str, tuple[str, ...]]] = {
    "the-same-state-swallows-the-rest": ("An update to the current state, in progress, also changes the due date",),
    "a-failed-task-loses-its-summary": ("A task keeps its summary when its state is changed to failed",),
    "three-dependencies-are-named": ("A pending task's rejected start names the last of seven dependencies",),
    "work-on-the-same-files-replaces": (
        "Two results submitted as needing revision with the same files are two artifacts",
    ),
    "dependants-of-grandchildren-wait-on": ("A task archived by force releases the dependant of a subtask far below",),
    "cancelling-takes-the-subtasks-work": ("A cancellation that discards its work keeps that of its subtask",),
    "subtasks-are-paged-like-the-tasks": ('A search in pages of 1 returns the subtask "Sails"',),
    "the-work-of-cancelled-tasks-is-unwatched": ("Validation reports a missing artifact of a task that is cancelled",),
    "zero-days-are-seven": ("A dry run older than 0 days names an old session",),
    "documents-are-written-in-place": ("The earlier handover document is unchanged when a new one finds no space",),
}
"""Missed by the scenarios at first; each has a scenario of its own now, and is among the declared flaws."""
CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {**AT_FIRST, **SHARPENED, **SINCE}
