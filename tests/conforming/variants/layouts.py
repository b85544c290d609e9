"""Other layouts on disk (contract, "Sessions and workspace")."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from mcp_types import CallToolResult

from reference_orchestrator import artifacts, documents, server, server_context, template_folder, workspace
from reference_orchestrator.tools import control
from tests.conforming.declaring import Means, conforming

ANY_PLACE: Final = "The store and artifacts live below the workspace; nothing is said of their names."
FOLDER: Final = Path(".task_orchestrator")


@conforming(
    "another-folder",
    "Store, artifacts, templates and documents lie in a folder of another name.",
    allowed_by=ANY_PLACE,
    quick=True,
)
def _(means: Means) -> None:
    means.told()
    folder = Path("orchestrator data")
    for module in (artifacts, template_folder, workspace):
        means.patch(module, "FOLDER", lambda _: folder)
    means.patch(workspace, "STORE", lambda _: folder / "tasks.sqlite3")
    means.patch(documents, "DOCUMENTS", lambda _: folder / "written")
    means.patch(control, "STORE", lambda _: folder / "tasks.sqlite3")


@conforming(
    "absolute-paths",
    "Artifacts and documents are told by their absolute paths.",
    allowed_by="A path that a reply tells is believed inside the workspace.",
    quick=True,
)
def _(means: Means) -> None:
    # Paths begin at the directory of the current session, which is at first that of the process.
    here: list[Path] = []

    def switching(original: Any) -> Any:
        def switch(context: Any, session: Any, workspace: Any) -> Any:
            here[:] = [workspace.directory]
            return original(context, session, workspace)

        return switch

    means.patch(server_context.ServerContext, "switch", switching)

    def absolute(content: Any) -> Any:
        if isinstance(content, dict):
            told = {key: absolute(one) for key, one in content.items()}
            path = told.get("path")
            return {**told, "path": str((*here, Path.cwd())[0] / path)} if isinstance(path, str) else told
        return [absolute(one) for one in content] if isinstance(content, list) else content

    means.fields(lambda tool, fields: absolute(fields))


@conforming("nested-artifacts", "Each artifact lies in a folder of its own, with another ending.", allowed_by=ANY_PLACE)
def _(means: Means) -> None:
    def writing(original: Any) -> Any:
        def write(folder: Any, artifact_id: str, text: str) -> Any:
            path, size = original(folder, artifact_id, text)
            file = folder._workspace / path
            place = file.with_suffix("") / "work.md"
            place.parent.mkdir()
            file.rename(place)
            means.told()
            return str(place.relative_to(folder._workspace)), size

        return write

    def removing(original: Any) -> Any:
        def remover(folder: Any, path: str) -> Any:
            def remove() -> None:
                (folder._workspace / path).unlink(missing_ok=True)

            return remove

        return remover

    means.patch(artifacts.ArtifactFolder, "write", writing)
    means.patch(artifacts.ArtifactFolder, "remover", removing)


def log(line: str) -> None:
    """Write a line to the log in the workspace."""
    with (FOLDER / "orchestrator.log").open("a", encoding="utf-8") as file:
        file.write(line)


@conforming("a-log-in-the-workspace", "A log is kept in the workspace, and a lock while it runs.", allowed_by=ANY_PLACE)
def _(means: Means) -> None:
    def make(original: Any) -> Any:
        async def call(dispatcher: Any, tool: str, given: Any) -> CallToolResult:
            result: CallToolResult = await original(dispatcher, tool, given)
            if FOLDER.is_dir():
                means.told()
                log(f"{tool} was answered\n")
            return result

        return call

    means.patch(server.Dispatcher, "call", make)
