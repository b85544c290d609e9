"""The servers of a target, from before the first of them to after the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from acceptance.evidence.evidence import Evidence
from acceptance.targets.secrets import redactor_for
from acceptance.targets.target import Target
from acceptance.transport.warm_launcher import launcher_for

if TYPE_CHECKING:
    from acceptance.servers.server_pool import ServerPool


@contextmanager
def serving(target: Target, folder: Path, evidence: Evidence, part: str = "") -> Iterator[ServerPool]:
    """A pool of servers, for as long as it lasts; nothing is started yet, and nothing secret is kept.

    Args:
        target: what is started.
        folder: below it, what they say on standard error is kept.
        evidence: where their calls are kept.
        part: what tells them from others that write below the same folder.
    """
    errors = folder / "servers"
    with evidence.concealing(redactor_for(target), errors), launcher_for(target, errors) as launcher:
        # Only now: the SDK takes more than a second to import, in which a warm server imports it too.
        from acceptance.servers.server_pool import ServerPool  # noqa: PLC0415

        with ServerPool(target, launcher, folder, evidence, part=part) as pool:
            yield pool
