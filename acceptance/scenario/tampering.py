"""Harm that comes from outside: to artifacts, to the store; and a secret that must come to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from acceptance.errors import NotOfferedError, TargetFaultError
from acceptance.servers.store import BESIDE_A_STORE, RUBBISH, SQLITE

if TYPE_CHECKING:
    from acceptance.scenario.state import ScenarioState


def harm_artifact(path: Path, harm: str) -> None:
    """Do to an artifact's file what is not to be done to it.

    Raises:
        TargetFaultError: there is no such file to begin with.
    """
    if not path.is_file():
        raise TargetFaultError(f"there is no artifact to be {harm}: {path} is no file")
    if harm == "removed":
        path.unlink()
    elif harm == "cut short":
        path.write_bytes(path.read_bytes()[:-1])
    elif harm == "lengthened":
        path.write_bytes(path.read_bytes() + b"!")
    else:
        # Another content of the same length: only its digest tells.
        path.write_bytes(bytes(byte ^ 1 for byte in path.read_bytes()))


def harm_store(workspace: Path, harm: str) -> None:
    """Delete or overwrite the store of a workspace.

    Raises:
        NotOfferedError: no store is known there.
    """
    stores = list(stores_in(workspace))
    if not stores:
        raise NotOfferedError("a store that is known (there is no SQLite file in the workspace)")
    for store in stores:
        for path in (store.with_name(store.name + ending) for ending in BESIDE_A_STORE):
            if not path.exists() or (harm != "deleted" and path.name.endswith("-shm")):
                continue
            if harm == "deleted":
                path.unlink()
            else:
                _overwrite(path)


def stores_in(workspace: Path) -> Iterator[Path]:
    """The SQLite files below a workspace."""
    for path in sorted(workspace.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(len(SQLITE)) == SQLITE:
                    yield path


def _overwrite(path: Path) -> None:
    """In place, so that whoever has the file open has the rubbish too."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write((RUBBISH * (size // len(RUBBISH) + 1))[:size])


WAYS: Final = (
    "the secret by its absolute path",
    "the secret by climbing out",
    "the secret through a symbolic link",
    "the secret behind an invisible character",
    "a device",
    "a name of 300 characters",
    "the secret itself",
    "a place below the secret",
    "a place that cannot be made",
)
"""What the features call the ways that lead out of the workspace."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A file outside the workspace, and a link to it inside: nobody's business.

    Attributes:
        path: where it lies.
        words: what it says.
        workspace: the workspace beside it.
        link: a symbolic link in the workspace that leads to it.
    """

    path: Path
    words: str
    workspace: Path
    link: Path

    @classmethod
    def plant(cls, path: Path, workspace: Path) -> Secret:
        """Write a secret that no other file holds."""
        secret = cls(path, f"secret {token_hex(16)}", workspace, workspace / f"link-{token_hex(4)}")
        path.write_text(secret.words, encoding="utf-8")
        secret.link.symlink_to(path)
        return secret

    @property
    def untouched(self) -> bool:
        """Whether it lies there as it was written, and nothing was put beside it."""
        alone = [one.name for one in self.path.parent.iterdir()] == [self.path.name]
        return alone and self.path.is_file() and self.path.read_text(encoding="utf-8") == self.words

    def way(self, name: str) -> str:
        """A way that leads to it, or out of the workspace, by the features' name for it.

        Raises:
            KeyError: no such way is known.
        """
        climbing = "/".join([".."] * len(self.workspace.parts)) + str(self.path)
        return {
            "the secret by its absolute path": str(self.path),
            "the secret by climbing out": climbing,
            "the secret through a symbolic link": self.link.name,
            "the secret behind an invisible character": f"harmless\0{self.path}",
            "a device": "/dev/zero",
            "a name of 300 characters": "n" * 300,
            "the secret itself": str(self.path),
            "a place below the secret": str(self.path / "below"),
            "a place that cannot be made": "/proc/1/no-such-place",
        }[name]

    def remove_link(self) -> None:
        """Take the link out of the workspace again."""
        self.link.unlink(missing_ok=True)


class Tampering:
    """What is done to the workspace of a scenario's server behind its back."""

    def __init__(self, state: ScenarioState) -> None:
        self._state = state
        self._secret: Secret | None = None

    @property
    def secret(self) -> Secret:
        """A file outside the workspace, planted when it is first spoken of."""
        if self._secret is None:
            directory = self._state.servers.source.new_directory("secret.txt")
            self._secret = Secret.plant(directory, self._state.orchestrator.workspace)
        return self._secret

    def harm_store(self, harm: str) -> None:
        """Delete or overwrite the store.

        Raises:
            NotOfferedError: no store is known in the workspace.
        """
        harm_store(self._state.orchestrator.workspace, harm)

    def close(self) -> None:
        """Take away what was planted in a workspace that others share."""
        if self._secret is not None:
            self._secret.remove_link()
