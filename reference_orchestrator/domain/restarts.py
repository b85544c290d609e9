"""What a restart is (Contract CTRL-2, CTRL-3)."""

from dataclasses import dataclass
from enum import StrEnum


class RestartReason(StrEnum):
    """Why an orchestrator is restarted."""

    CONFIGURATION_UPDATE = "configuration_update"
    SCHEMA_MIGRATION = "schema_migration"
    ERROR_RECOVERY = "error_recovery"
    MANUAL_REQUEST = "manual_request"
    EMERGENCY_SHUTDOWN = "emergency_shutdown"


@dataclass(frozen=True, kw_only=True)
class Restart:
    """A restart.

    Attributes:
        reason: as it was given.
        requested_at: a stamp.
        process_before: id of the process that was asked.
        finished_at: a stamp of the moment when another process had opened the store, or None before that.
        process_after: id of that process.
    """

    id: str
    reason: str
    graceful: bool
    preserve_state: bool
    requested_at: str
    process_before: int
    finished_at: str | None = None
    process_after: int | None = None
