"""The secrets of a run: found once, and hidden in all that it writes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.errors import SuiteError
from acceptance.redaction.redactor import Redactor
from acceptance.redaction.values import inside, of_address, of_command, of_name, worth_hiding

if TYPE_CHECKING:
    from acceptance.evidence.evidence import Evidence
    from acceptance.targets.target import Target


def secrets_of(target: Target, environment: Mapping[str, str]) -> frozenset[str]:
    """The values that are told nowhere.

    Args:
        target: what is tested: its headers, its own variables, the words of its command, its address.
        environment: the variables of this process, which a server that it starts sees as well.
    """
    found = {*target.secrets, *of_command(target.command), *of_command(target.install)}
    for name, value in (*environment.items(), *target.environment.items(), *target.headers.items()):
        found.update(of_name(name, value))
    for value in (*target.secrets, *target.fill):
        found.update(inside(value))
    if target.url:
        found.update(of_address(target.url))
    if target.over_http is not None:
        found |= secrets_of(target.over_http, {})
    return frozenset(filter(worth_hiding, found))


def redactor_for(target: Target) -> Redactor:
    """What hides the secrets of a target, and those of this process' environment, which reaches it."""
    return Redactor(secrets_of(target, os.environ))


def hide_in_files(folder: Path, redactor: Redactor) -> None:
    """Hide the secrets in what was written into a folder, once nobody writes there; what cannot be read stays."""
    for file in folder.glob("*") if redactor else ():
        with suppress(OSError):
            if file.is_symlink() or not file.is_file():
                continue
            before = file.read_bytes()
            after = redactor.data(before)
            if after is not before:
                file.write_bytes(after)


@contextmanager
def concealed(evidence: Evidence, target: Target, servers: Path) -> Iterator[None]:
    """While this lasts, nothing secret is recorded; after it, nothing secret stands in what the servers wrote.

    Raises:
        SuiteError: the one that was raised inside, without the secrets that the target may have told in it.
    """
    evidence.redactor = redactor_for(target)
    try:
        yield
    except SuiteError as error:
        error.args = tuple(evidence.redactor.text(str(word)) for word in error.args)
        raise
    finally:
        hide_in_files(servers, evidence.redactor)
