"""Harm that comes from outside: to artifacts, to the store; and a secret that must come to none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from secrets import token_hex
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from acceptance.confinement.files import WorkspaceFile, WorkspaceFiles
from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.servers.store import rubbish_for
from acceptance.servers.store_lock import BESIDE_A_STORE, SQLITE

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


def harm_artifact(file: WorkspaceFile, harm: str) -> None:
    """Do to an artifact's file what is not to be done to it.

    Raises:
        TargetFaultError: there is no such file to begin with, or it is no plain file of the workspace.
    """
    if not file.exists:
        raise TargetFaultError(f"there is no artifact to be {harm}: {file} is no file")
    if harm == "removed":
        file.files.remove(file.path)
    else:
        file.files.rewrite(file.path, CHANGES[harm])


CHANGES: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "shortened": lambda content: content[:-1],
    "lengthened": lambda content: content + b"!",
    # Another content of the same length: only its digest tells.
    "altered without changing its size": lambda content: bytes(byte ^ 1 for byte in content),
}


def harm_store(files: WorkspaceFiles, harm: str) -> None:
    """Delete or overwrite the store of a workspace.

    Raises:
        NotOfferedError: no store is known there.
        TargetFaultError: what lies beside it is no plain file of the workspace; then nothing is harmed.
    """
    stores = list(stores_in(files))
    if not stores:
        raise NotOfferedError("a store that is known (there is no SQLite file in the workspace that has no other name)")
    named = (store + ending for store in stores for ending in BESIDE_A_STORE)
    # All are looked at before the first is touched.
    for path in [path for path in named if files.has_file(path)]:
        if harm == "deleted":
            files.remove(path)
        elif not path.endswith("-shm"):
            files.rewrite(path, rubbish_for)


def stores_in(files: WorkspaceFiles) -> Iterator[str]:
    """The SQLite files of a workspace."""
    return (path for path in sorted(files.plain_files()) if files.beginning(path, len(SQLITE)) == SQLITE)


WAYS: Final = (
    "the absolute path of the secret",
    "a relative path to the secret",
    "a link to the secret",
    "a path to the secret behind an invisible character",
    "an encoded path to the secret",
    "a path with backslashes to the secret",
    "the path of a device",
    "a name of 300 characters",
    "the secret file itself",
    "a directory inside the secret file",
    "a directory that cannot be created",
)
"""What the features call the ways that lead out of the workspace."""


SUFFIXES: Final = ("", ".txt", ".md", ".json", ".json5", ".yaml", ".yml", ".toml", ".db")
"""What servers add to a name that becomes a file: the secret lies under each, or no name would ever hit it."""
FURTHER_UP: Final = 12
"""So many folders more are climbed than the workspace is deep: names are joined to folders inside of it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Files outside the workspace that say the same, and links to them inside: nobody's business.

    Attributes:
        path: of the one without a suffix; all lie alone in its folder.
        words: what they say.
        files: the workspace beside it.
        link: the name of the symbolic links in the workspace that lead to them, without the suffix.
    """

    path: Path
    words: str
    files: WorkspaceFiles
    link: str

    @classmethod
    def plant(cls, path: Path, files: WorkspaceFiles) -> Secret:
        """Write a secret that no other file holds, under each suffix.

        Raises:
            TargetFaultError: the workspace is gone, or was replaced by something else.
        """
        secret = cls(path, f"secret {token_hex(16)}", files, f"link-{token_hex(4)}")
        for suffix in SUFFIXES:
            place = path.with_name(path.name + suffix)
            place.write_text(secret.words, encoding="utf-8")
            files.plant_link(secret.link + suffix, place)
        return secret

    @property
    def untouched(self) -> bool:
        """Whether all lie there as they were written, and nothing was put beside them.

        Raises:
            ForbiddenFileError: something else lies there by now.
        """
        beside = WorkspaceFiles(self.path.parent)
        names = [self.path.name + suffix for suffix in SUFFIXES]
        if sorted(beside.names()) != sorted(names):
            return False
        return all(beside.content(name) == self.words.encode() for name in names)

    def way(self, name: str, *, beside: bool = False) -> str:
        """A way that leads to it, or out of the workspace, by the features' name for it.

        Args:
            name: which way.
            beside: to a new file beside it, since what exists is refused for that alone where something is created.

        Raises:
            KeyError: no such way is known.
        """
        up = [".."] * (len(self.files.root.parts) + FURTHER_UP)
        path = self.path.with_name(f"{self.path.name}-new") if beside else self.path
        climbing = "/".join(up) + str(path)
        return {
            "the absolute path of the secret": str(path),
            "a relative path to the secret": climbing,
            "a link to the secret": self.link,
            "a path to the secret behind an invisible character": f"harmless\0{path}",
            "an encoded path to the secret": quote(climbing, safe="").replace(".", "%2E"),
            "a path with backslashes to the secret": climbing.replace("/", "\\"),
            "the path of a device": "/dev/zero",
            "a name of 300 characters": "n" * 300,
            "the secret file itself": str(self.path),
            "a directory inside the secret file": str(self.path / "below"),
            "a directory that cannot be created": "/proc/1/no-such-place",
        }[name]

    def remove_link(self) -> None:
        """Take the links out of the workspace again."""
        for suffix in SUFFIXES:
            self.files.remove_link(self.link + suffix)


def lead_out(file: WorkspaceFile, secret: Secret) -> None:
    """Replace the folder of a file by a link to the folder of a secret.

    Raises:
        NotOfferedError: the file lies at the top of the workspace.
        TargetFaultError: there is no such folder.
    """
    folder = PurePath(file.files.place(file.path)).relative_to(file.files.root).parent
    if not folder.parts:
        raise NotOfferedError("a folder of its own for such a file in the workspace")
    file.files.replace_folder(str(folder), secret.path.parent)


class Tampering:
    """What is done to the workspace of a scenario's server behind its back."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state
        self._secret: Secret | None = None
        self._damaged: tuple[WorkspaceFile, bytes | None] | None = None

    def harm_artifact(self, file: WorkspaceFile, harm: str) -> None:
        """Do to an artifact's file what is not to be done to it, and note what it holds after that.

        Raises:
            TargetFaultError: there is no such file to begin with, or it is no plain file of the workspace.
        """
        harm_artifact(file, harm)
        self._damaged = file, file.files.content(file.path)

    def changed_since_the_damage(self) -> str:
        """How the file that was damaged last differs from what it was right after that, in words; empty: not at all.

        Raises:
            TargetFaultError: no file was damaged.
        """
        if self._damaged is None:
            raise TargetFaultError("no artifact was damaged")
        file, before = self._damaged
        now = file.files.content(file.path)
        told = ["is not there" if one is None else f"has {len(one)} bytes" for one in (before, now)]
        return "" if now == before else f"{file} {told[1]}, and right after the damage it {told[0]}"

    @property
    def secret(self) -> Secret:
        """A file outside the workspace, planted when it is first spoken of."""
        if self._secret is None:
            directory = self._state.servers.source.new_directory("secret")
            self._secret = Secret.plant(directory, self._state.orchestrator.files)
        return self._secret

    def harm_store(self, harm: str) -> None:
        """Delete or overwrite the store.

        Raises:
            NotOfferedError: no store is known in the workspace.
        """
        harm_store(self._state.orchestrator.files, harm)

    def lead_out(self, file: WorkspaceFile) -> None:
        """Replace the folder in which a file lies by a link to the folder of the secret.

        Raises:
            NotOfferedError: the file lies at the top of the workspace, in no folder of its own.
            TargetFaultError: there is no such folder.
        """
        lead_out(file, self.secret)

    def close(self) -> None:
        """Take away what was planted in a workspace that others share."""
        if self._secret is not None:
            self._secret.remove_link()
