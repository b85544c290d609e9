"""Artifacts in the store: what was handed in, and where its file is (Contract TASK-3)."""

import json
import sqlite3
from collections.abc import Sequence

from reference_orchestrator.domain.tasks import Artifact, ArtifactType


class ArtifactTable:
    """The artifacts of one store, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, artifact: Artifact) -> None:
        """Keep a new artifact, whose file is there already."""
        self._connection.execute(
            "INSERT INTO artifacts (id, task_id, type, path, size, file_paths, legacy_artifacts, created_at, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                artifact.id,
                artifact.task_id,
                artifact.type,
                artifact.path,
                artifact.size,
                json.dumps(artifact.file_paths, ensure_ascii=False),
                json.dumps(artifact.legacy_artifacts, ensure_ascii=False),
                artifact.created_at,
                artifact.digest,
            ),
        )

    def of(self, task_ids: Sequence[str]) -> list[Artifact]:
        """The artifacts of these tasks, in the order in which they were handed in."""
        rows = self._connection.execute(
            "SELECT id, task_id, type, path, size, file_paths, legacy_artifacts, created_at, digest FROM artifacts "
            "WHERE task_id IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (json.dumps(task_ids),),
        )
        return [
            Artifact(
                id=row[0],
                task_id=row[1],
                type=ArtifactType(row[2]),
                path=row[3],
                size=row[4],
                file_paths=tuple(json.loads(row[5])),
                legacy_artifacts=tuple(json.loads(row[6])),
                created_at=row[7],
                digest=row[8],
            )
            for row in rows
        ]

    def paths(self) -> set[str]:
        """The paths of all artifacts."""
        return {path for (path,) in self._connection.execute("SELECT path FROM artifacts")}

    def remove(self, task_ids: Sequence[str]) -> None:
        """Forget the artifacts of these tasks."""
        self._connection.execute(
            "DELETE FROM artifacts WHERE task_id IN (SELECT value FROM json_each(?))", (json.dumps(task_ids),)
        )
