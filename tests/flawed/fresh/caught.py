"""Which scenarios catch the fresh flaws now: known since they were measured, and where they were missed, since then."""

from collections.abc import Mapping
from typing import Final

CAUGHT: Final[Mapping[str, tuple[str, ...]]] = {
    "local-time-passes-for-utc": ("On Kathmandu time, a planning time is true",),
    "overwriting-looks-at-the-version": (
        "A second installation of the built-in library overwrites templates on request",
        "A second installation of the example templates overwrites them on request",
    ),
    "an-unknown-dependency-behind-a-known-one-is-dropped": (
        "An unknown dependency after a known one is rejected and creates no task",
    ),
    "the-same-plan-twice-is-one-task": ("Fifty tasks with the same title stay distinct",),
    "a-blocked-task-waits-for-nobody": ("A blocked task with an unfinished dependency cannot be started",),
    "a-finished-dependency-is-not-noted": (
        "A task shows a completed dependency beside a pending one",
        "A task shows its only dependency, a completed task",
    ),
    "who-waited-for-it-waits-for-nothing": (
        "A task loses only the one of three dependencies that is archived by force",
        "A task loses only the one of three dependencies that is deleted permanently by force",
    ),
    "only-the-last-artifact-goes": ("A cancellation that discards the work discards every submission",),
    "who-waited-for-a-cancelled-task-is-let-go": (
        "Starting a task with a cancelled dependency is rejected, naming the dependency",
    ),
    "a-refused-cancellation-takes-the-files": (
        "Discarding the work of a completed task discards nothing",
        "Discarding the work of a task that is cancelled discards nothing",
    ),
    "force-takes-along-who-waits": (
        "A task permanently deleted by force is no longer a dependency",
        "A dependant stays pending when its dependency is deleted permanently by force",
    ),
    "the-archive-keeps-no-results": ("An archived task keeps the summary of its result",),
    "force-means-for-good": ("Archiving a task by force also archives its subtask",),
    "only-the-first-layer-is-named": (
        "The reply to a task archived by force names the subtask of its subtask",
        "The reply to a task deleted permanently by force names the subtask of its subtask",
    ),
    "created-before-ignores-the-offset": ("A search understands a moment given in another time zone",),
    "the-count-knows-no-times": (
        "The total counts only the tasks planned before a given moment",
        "The total counts only the tasks planned after a given moment",
    ),
    "children-come-without-their-artifacts": ("A search returns artifacts of subtasks listed with their parent",),
    "active-beside-another-state-is-lost": (
        "A search by the states active, completed finds tasks in each",
        "A search by the states completed, active finds tasks in each",
    ),
    "results-come-as-they-were-finished": ("A synthesis lists the results in the planned order",),
    "blocked-is-not-unfinished": ("A synthesis lists a subtask that is blocked as unfinished",),
    "a-synthesis-stands-until-the-parent-changes": ("A second synthesis contains a result submitted since the first",),
    "only-the-first-of-a-list-is-checked": (
        "A search with an unknown state after a known one is rejected",
        "A search with an unknown kind after a known one is rejected",
    ),
    "a-host-that-begins-like-ours-is-let-in": ("Over HTTP, a request for a similar foreign host name is rejected",),
    "a-second-server-writes-over-the-first": (
        "The first orchestrator keeps the description changed by the second",
        "The first orchestrator keeps the specialist changed by the second",
    ),
    "a-locked-store-is-not-waited-for": ("A plan waits until a brief lock on the data store ends",),
    "the-state-is-looked-at-before-the-lock": (
        "When two clients want a task cancelled and cancelled, exactly one succeeds",
    ),
    "a-lock-file-outlives-a-signal": ("An idle orchestrator that is sent SIGTERM stops cleanly within 5 seconds",),
    "the-default-directory-is-where-one-is": (
        "A session opened in the workspace by default is in the workspace",
        "A task planned in a session opened by default is kept",
    ),
    "the-limit-counts-sessions-that-are-not-shown": ("Completed sessions do not count towards the limit of the list",),
    "a-session-of-blocked-tasks-is-completed": ("Cleanup of completed sessions keeps one whose only task is blocked",),
    "old-is-counted-from-the-beginning": ("Cleanup of old sessions keeps one that was resumed two days ago",),
    "who-does-not-ask-for-the-store-hears-healthy": (
        "Health without the data store is not good while it is deleted",
        "Health without the data store is not good while it is overwritten with garbage",
    ),
    "what-blocks-a-shutdown-is-named-up-to-ten": ("Preparing a shutdown names the last of eleven tasks in progress",),
    "a-gone-directory-can-be-reconnected-to": (
        "A reconnection test does not offer a session whose directory was deleted",
    ),
    "one-id-is-listed-once": ("Two templates of one name in different categories are listed",),
    "a-default-is-not-held-against-its-rules": (
        'A template with a default of another type is reported as invalid at "ROUNDS"',
        'A template with a default outside its choices is reported as invalid at "CHANNEL"',
    ),
    "lengths-are-counted-in-bytes": ("A value of twenty letters with accents has a permitted length",),
    "tasks-before-the-refused-one-stay": (
        "No task is planned if the second title is blank",
        "No task is planned if the last title is blank",
    ),
    "uninstalling-begins-with-the-users": (
        "Having a shared template uninstalled keeps the user template of that name",
    ),
    "only-finished-work-is-inspected": ("Validation reports the damage when an artifact is removed",),
    "a-handover-is-written-below-the-last": ("A second handover document leaves out a task completed since",),
    "the-first-damage-ends-the-look": ("Validation reports the damage to each of two tasks",),
    "stale-is-what-was-planned-long-ago": ("A scan does not report a two-day-old task after a second start",),
    "taken-up-again-without-its-context": ("The brief of a task already in progress names its expert",),
    "the-role-is-that-of-the-first-execution": ("A second start returns the role of the new specialist",),
    "going-on-forgets-what-was-done": ("A blocked task keeps its summary when it is started again",),
    "who-begins-a-part-begins-the-whole": ("Starting a subtask leaves its parent pending",),
    "a-later-hand-in-takes-the-place-of-the-first": ("Two submissions for a task are stored as two artifacts",),
    "file-paths-are-tidied-up": ("A later search still shows the files named in a submission",),
    "the-last-part-completes-the-whole": (
        "Completing the last subtask leaves its parent pending",
        "Completing the last subtask leaves its parent in progress",
    ),
    "refused-work-is-kept-all-the-same": (
        "A completed task that rejects a second result has no second artifact",
        "A failed task rejects a result and stores none of it",
    ),
    "a-new-context-is-poured-into-the-old": ("A new context replaces the planned one as a whole",),
    "what-is-final-may-not-be-what-it-is": ("An update to the current state, failed, is accepted and keeps it",),
    "a-new-description-is-not-searched": (
        "A task is found by its changed description",
        "A task is no longer found by the description that was changed",
    ),
    "active-slips-past-the-dependencies": ("A blocked task with an unfinished dependency cannot become active",),
}
"""The titles of scenarios by the name of the flaw; a flaw that is not here is caught by none."""
