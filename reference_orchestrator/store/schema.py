"""The tables of the store, and how an older store becomes a newer one."""

from typing import Final

# Long texts stand last in a row, so that SQLite need not walk over them to reach the short columns.
# `seq` is the order of planning: it pages and sorts without a sort. `search` is title and description, folded.
_FIRST: Final = """
CREATE TABLE tasks (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    task_type TEXT NOT NULL,
    complexity TEXT NOT NULL,
    specialist_type TEXT,
    parent_task_id TEXT REFERENCES tasks (id),
    created_at TEXT NOT NULL UNIQUE,
    updated_at TEXT NOT NULL,
    archived_from TEXT,
    estimated_effort TEXT,
    due_date TEXT,
    reason TEXT,
    summary TEXT,
    title TEXT NOT NULL,
    context TEXT NOT NULL,
    description TEXT NOT NULL,
    search TEXT NOT NULL
);
CREATE INDEX tasks_by_status ON tasks (status, seq);
CREATE INDEX tasks_by_type ON tasks (task_type, seq);
CREATE INDEX tasks_by_specialist ON tasks (specialist_type, seq);
CREATE INDEX tasks_by_complexity ON tasks (complexity, seq);
CREATE INDEX tasks_by_parent ON tasks (parent_task_id, seq);
CREATE TABLE dependencies (
    task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    depends_on TEXT NOT NULL REFERENCES tasks (id),
    PRIMARY KEY (task_id, position)
) WITHOUT ROWID;
CREATE INDEX dependencies_by_target ON dependencies (depends_on, task_id);
CREATE TABLE artifacts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    task_id TEXT NOT NULL REFERENCES tasks (id),
    type TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    file_paths TEXT NOT NULL,
    legacy_artifacts TEXT NOT NULL
);
CREATE INDEX artifacts_by_task ON artifacts (task_id, seq);
CREATE TABLE sessions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    working_directory TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_call_at TEXT NOT NULL
);
CREATE INDEX sessions_by_directory ON sessions (working_directory, seq);
"""

_SECOND: Final = """
ALTER TABLE artifacts ADD COLUMN digest TEXT;
CREATE TABLE restarts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    graceful INTEGER NOT NULL,
    preserve_state INTEGER NOT NULL,
    requested_at TEXT NOT NULL,
    process_before INTEGER NOT NULL,
    finished_at TEXT,
    process_after INTEGER
);
"""

# How many tasks of each state are among 500 that were planned one after another. Kept by the store itself, so that
# neither counting nor a page far back has to walk over every task (`store/count_buckets.py`).
_THIRD: Final = """
CREATE TABLE shelves (
    shelf INTEGER NOT NULL,
    status TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (shelf, status)
) WITHOUT ROWID;
INSERT INTO shelves SELECT seq / 500, status, count(*) FROM tasks GROUP BY 1, 2;
CREATE TRIGGER task_planned AFTER INSERT ON tasks BEGIN
    INSERT INTO shelves VALUES (new.seq / 500, new.status, 1)
        ON CONFLICT (shelf, status) DO UPDATE SET number = number + 1;
END;
CREATE TRIGGER task_removed AFTER DELETE ON tasks BEGIN
    UPDATE shelves SET number = number - 1 WHERE shelf = old.seq / 500 AND status = old.status;
END;
CREATE TRIGGER task_moved AFTER UPDATE OF status ON tasks WHEN old.status <> new.status BEGIN
    UPDATE shelves SET number = number - 1 WHERE shelf = old.seq / 500 AND status = old.status;
    INSERT INTO shelves VALUES (new.seq / 500, new.status, 1)
        ON CONFLICT (shelf, status) DO UPDATE SET number = number + 1;
END;
"""

# A call that changes no value of a task is a call all the same, and keeps it from being stale.
_FOURTH: Final = """
ALTER TABLE tasks ADD COLUMN last_call_at TEXT;
"""

CASEFOLD: Final = "casefold"
"""The function in SQL that folds a text as the column `search` is folded; each connection brings it."""

MIGRATIONS: Final = (_FIRST, _SECOND, _THIRD, _FOURTH)
"""What leads from version n to n + 1, for n = 0, 1, …; the version is in `PRAGMA user_version`. Only ever append."""
