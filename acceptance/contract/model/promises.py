"""The promises that the model holds an orchestrator to: each a requirement, and the clause of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the contract that can be broken alone.

    Attributes:
        requirement: its identifier, as in `features/requirements.md`.
        words: what the contract says.
    """

    requirement: str
    words: str

    def __str__(self) -> str:
        return f"{self.requirement}: {self.words}"


class Promise(Enum):
    """All clauses that the model knows."""

    FLAGGED = Clause("PROTO-1", "A refusal is a tool result with isError set.")
    WORDS = Clause("PROTO-1", "A refusal is never a traceback, an SQL message or a success.")
    NAMED = Clause("PROTO-1", "A refusal names the parameter or thing at fault and the value.")
    ANSWERED = Clause("PROTO-3", "A call is answered, and the server continues.")
    SCHEMA = Clause("PROTO-2", "What breaks a tool's own input schema is refused.")
    PLANNED = Clause(
        "TASK-1", "The task exists, pending, with every value given, in the reply and in every later look."
    )
    DEFAULTS = Clause("TASK-1", "A value that is left out has its documented default.")
    UNIQUE = Clause("TASK-1", "An id is permanently unique; identities are never given again.")
    PLAN_REFUSED = Clause(
        "TASK-1",
        "A blank title, an unknown parent or dependency, a value outside its enumeration or a due date that is not an "
        "ISO date is refused, and leaves no trace.",
    )
    STARTED = Clause("TASK-2", "The started task is in progress.")
    BRIEF = Clause("TASK-2", "The reply carries title, description and the context given at planning.")
    START_REFUSED = Clause("TASK-2", "Starting an unknown task or one in a final state is refused.")
    HELD = Clause("PLAN-4", "A task with an unfinished dependency is not started; each such dependency is named.")
    SUBMITTED = Clause("TASK-3", "The next action decides the state, and the summary is kept.")
    STORED = Clause("TASK-3", "Detailed work reads back byte for byte, with its size in bytes and its path.")
    FILES = Clause("TASK-3", "File paths are recorded as given.")
    SUBMISSION_REFUSED = Clause(
        "TASK-3", "Work on an unknown task or one not in progress, and a blank summary or work, is refused."
    )
    CHANGED = Clause("TASK-4", "An update changes the fields given and no other.")
    CHANGE_REFUSED = Clause("TASK-4", "A transition that the table does not have is refused; nothing is half changed.")
    CANCELLED = Clause("TASK-5", "The task is cancelled, and the reason is kept.")
    WORK_PRESERVED = Clause("TASK-5", "With preserve_work artifacts stay readable, without it they go.")
    CANCEL_REFUSED = Clause("TASK-5", "Cancelling an unknown task or one in a final state is refused.")
    ARCHIVED = Clause("TASK-6", "A task is archived from any state, and found by asking for archived tasks.")
    DELETED = Clause("TASK-6", "A deleted task is in no query.")
    FORCED = Clause(
        "TASK-6",
        "In a forced deletion children of any depth go too, dependants lose the dependency, and all are named.",
    )
    DELETE_REFUSED = Clause(
        "TASK-6", "Deleting an unknown or archived task, or one with children or dependants unless forced, is refused."
    )
    FILTERED = Clause("TASK-7", "Filters combine with AND, a list within one with OR.")
    SEARCHED = Clause("TASK-7", "The search finds in title and description, any case of any letter, and nothing else.")
    TIMED = Clause("TASK-7", "created_after and created_before heed the offset; without one a time is UTC.")
    CHILDREN = Clause("TASK-7", "include_children adds all children that are not archived, filtered out or not.")
    SHOWN_WORK = Clause("TASK-7", "include_artifacts shows the artifacts of the tasks.")
    PAGED = Clause("TASK-7", "total_count counts before limit and offset; pages neither repeat nor miss a task.")
    ORDERED = Clause("TASK-7", "Tasks are listed newest first.")
    QUERY_REFUSED = Clause(
        "TASK-7",
        "A value outside its enumeration, a negative limit or offset, or a time that is not an ISO time is refused.",
    )
    COUNTED = Clause("STATUS-1", "Counts by state equal what query_tasks finds, for every state.")
    SYNTHESISED = Clause("RESULT-1", "Every child's summary and artifacts, in planned order.")
    UNFINISHED = Clause("RESULT-1", "Synthesis names the children that are unfinished.")
    SYNTHESIS_REFUSED = Clause("RESULT-1", "An unknown parent or a parent without children is refused.")
    OPENED = Clause("SESSION-1", "Opening returns a session and the directory really used; again finds the same tasks.")
    LISTED_SESSION = Clause("SESSION-2", "What was initialised is listed, reported and resumable, with its tasks.")
    SESSION_REFUSED = Clause("SESSION-2", "An unknown session is refused.")
    SCANNED = Clause("MAINT-1", "A scan archives the orphaned and touches nothing else.")
    READ_ONLY = Clause("CLIENT-4", "What looks only looks.")
    DURABLE = Clause("SAFE-1", "Started again, every answered call is still true.")
    WHOLE = Clause("SAFE-1", "An unanswered call happened whole, once, or not at all.")
    RESTARTED = Clause("CTRL-2", "The server restarts, and every session and task is there.")
    HEALTHY = Clause("CTRL-1", "Health is the truth: healthy when the store answers.")
    RECONNECTABLE = Clause("CTRL-5", "Sessions that a client can reconnect to are listed; an unknown one is refused.")
    READY = Clause("CTRL-4", "Ready to shut down only if nothing would be lost; what blocks is named.")
    CREATED_TEMPLATE = Clause(
        "TMPL-1", "A created template loads back with equal value, and is listed with its category."
    )
    TEMPLATE_REFUSED = Clause(
        "TMPL-1",
        "A malformed template, an id with other characters, or one that exists, without overwrite, is refused.",
    )
    TEMPLATE_UNKNOWN = Clause("TMPL-1", "An unknown template is refused.")
    VALIDATED = Clause("TMPL-2", "Validation says valid, or what is wrong.")
    FILLED = Clause("TMPL-3", "Parameters are filled everywhere; the tasks exist, with hierarchy and dependencies.")
    FILLING_REFUSED = Clause(
        "TMPL-3", "A missing, unknown or wrongly typed parameter is refused, and nothing is created then."
    )
    REMOVED_TEMPLATE = Clause("TMPL-4", "A removed template is neither listed nor loaded; an unknown id is refused.")
