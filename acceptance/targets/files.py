"""A digest of the files that a target is started from, so that a result can tell which build it is about."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from acceptance.contract.dialects.finding import FOLDER
from acceptance.integrity.files import digest_of
from acceptance.targets.installation import TARGETS
from acceptance.targets.npm_packages import installed_packages
from acceptance.targets.target import Target

ENDINGS: Final = frozenset({".py", ".js", ".mjs", ".cjs", ".ts", ".json", ".jar", ".yaml", ".yml", ".toml", ".sh"})
MOST_FILES: Final = 5_000
MOST_BYTES: Final = 1 << 28
SYSTEM: Final = ("/bin", "/sbin", "/usr", "/lib", "/opt", "/nix")
"""Where interpreters lie, whose builds differ between machines and are not the target's own."""


def files_digest(target: Target, cache: Path) -> str:
    """A digest of the command's own files and of what is installed for it; empty for one that runs elsewhere.

    Names are taken without their folders, so that two machines with the same files agree.

    Args:
        target: what is started.
        cache: where targets are installed.
    """
    entries = sorted({*_installed(target, cache), *_files(target)})
    if not target.command:
        return ""
    return hashlib.sha256("\n".join(entries).encode("utf-8", "surrogateescape")).hexdigest()


def _installed(target: Target, cache: Path) -> Iterator[str]:
    """What is installed for a target, with the versions; where it came from a repository, with the commit."""
    for lock in installed_packages(cache / TARGETS / target.name):
        yield f"npm {digest_of(lock)}"
    for folder in (cache / TARGETS / target.name).glob("lib/python*/site-packages/*.dist-info"):
        source = folder / "direct_url.json"
        yield f"{folder.stem} {digest_of(source) if source.is_file() else ''}"


def _files(target: Target) -> Iterator[str]:
    """The files that the command names, the package or module behind `-m`, and a dialect file of the target's own."""
    if target.dialect is not None and target.dialect.path.parent != FOLDER:
        yield from _digested(target.dialect.path.name, target.dialect.path)
    for word in target.command:
        path = Path(word)
        if path.is_absolute() and path.is_file() and not str(path.resolve()).startswith(SYSTEM):
            yield from _digested(path.name, path)
    if "-m" in target.command[:-1]:
        module = target.command[target.command.index("-m") + 1]
        for folder in target.environment.get("PYTHONPATH", "").split(os.pathsep):
            if folder:
                yield from _module(Path(folder), module.split(".")[0])


def _module(folder: Path, name: str) -> Iterator[str]:
    package = folder / name
    if not package.is_dir():
        if package.with_suffix(".py").is_file():
            yield from _digested(f"{name}.py", package.with_suffix(".py"))
        return
    files = (file for file in sorted(package.rglob("*")) if file.suffix in ENDINGS and file.is_file())
    for _, file in zip(range(MOST_FILES), files, strict=False):
        yield from _digested(f"{name}/{file.relative_to(package).as_posix()}", file)


def _digested(name: str, file: Path) -> Iterator[str]:
    try:
        size = file.stat().st_size
        yield f"{name} {digest_of(file)}" if size <= MOST_BYTES else f"{name} {size}"
    except OSError as error:
        yield f"{name} {error.strerror}"
