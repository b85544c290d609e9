"""Lies about the work that is handed in, and its artifact (contract TASK-3, SAFE-8)."""

from dataclasses import replace

from reference_orchestrator import views
from reference_orchestrator.artifacts import ArtifactFolder
from reference_orchestrator.tools import tasks
from tests.flawed.lying import Lie, flaw

CUT = 64 * 1024


@flaw(
    "work-is-cut-at-64-kb",
    "Of an artifact only the first 64 KB are stored.",
    breaks="EXEC-4 TASK-3",
    caught_by=(
        "Submitted work that contains a million characters reads back byte for byte",
        "A 10 MB submission is stored whole or clearly rejected",
    ),
    touches="SAFE-1 FAULT-5 SAFE-7",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            if len(text) > CUT:
                lie.told()
            return original(self, artifact_id, text[:CUT])

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "line-ends-are-changed",
    "Windows line ends are stored as Unix ones.",
    breaks="EXEC-4 TASK-3",
    caught_by="Submitted work that contains Windows line endings reads back byte for byte",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            if "\r\n" in text:
                lie.told()
            return original(self, artifact_id, text.replace("\r\n", "\n"))

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "trailing-blanks-are-stripped",
    "Work is stored without the blanks and line ends behind it.",
    breaks="EXEC-4 TASK-3",
    caught_by="Submitted work that contains trailing spaces reads back byte for byte",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            if text != text.rstrip():
                lie.told()
            return original(self, artifact_id, text.rstrip())

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "the-same-work-is-the-same-artifact",
    "Two hand-ins of the same work are told under one identity.",
    breaks="TASK-3",
    caught_by="Two submissions for a task are stored as two artifacts",
)
def _(lie: Lie) -> None:
    def make(original):
        def view(artifact):
            lie.told()
            return {**original(artifact), "id": artifact.digest or artifact.id}

        return view

    lie.patch(views, "artifact_view", make)


@flaw(
    "the-size-is-in-characters",
    "The size told of an artifact counts characters, and not bytes.",
    breaks="TASK-3",
    caught_by="The size of an artifact is the number of bytes submitted",
    touches="MAINT-2 VALID-9",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            path, size = original(self, artifact_id, text)
            if size != len(text):
                lie.told()
            return path, len(text)

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "work-lies-outside-the-workspace",
    "Artifacts are stored beside the workspace, and not in it.",
    breaks="TASK-3",
    caught_by="The artifact of submitted work is stored inside the workspace",
    touches="TASK-5 SAFE-1 PROTO-2 MAINT-2 VALID-9",
)
def _(lie: Lie) -> None:
    def make(original):
        def write(self, artifact_id, text):
            path, size = original(self, artifact_id, text)
            file = self._workspace / path
            lie.told()
            file.rename(self._workspace.parent / file.name)
            return f"../{file.name}", size

        return write

    lie.patch(ArtifactFolder, "write", make)


@flaw(
    "the-summary-is-dropped",
    "The summary of a result is not kept.",
    breaks="EXEC-4 TASK-3",
    caught_by="A completed task keeps the submitted summary",
    touches="SAFE-1 VALID-7 RESULT-1 FLOW-1 FLOW-2 FLOW-3 FLOW-4 FLOW-5",
)
def _(lie: Lie) -> None:
    def make(original):
        def save_change(call, work, before, after):
            if after.summary:
                lie.told()
            original(call, work, before, replace(after, summary=None))

        return save_change

    lie.patch(tasks, "save_change", make)
