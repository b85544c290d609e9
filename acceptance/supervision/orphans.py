"""What comes to the run itself when a server kills its own supervisor: found by being this process's child."""

from __future__ import annotations

import os
from contextlib import suppress
from time import monotonic
from typing import Final

import psutil

from acceptance.supervision.process_table import plain
from acceptance.supervision.strays import Strays
from acceptance.supervision.supervisor import NAMES_TOLD, adopt_orphans

END_SECONDS: Final = 5.0


class Orphans:
    """The processes that this one adopted from the servers of a run."""

    def __init__(self) -> None:
        """Adopt orphans from now on; children that this process had before are none."""
        adopt_orphans()
        self._before = set(psutil.Process().children())

    def end(self) -> Strays:
        """Kill all that were adopted; called when all that the run itself started has ended."""
        if os.getpid() == 1:
            # Whatever is orphaned in a container comes to its first process, be it ours or not.
            return Strays()
        names: dict[int, str] = {}
        until = monotonic() + END_SECONDS
        # Again and again: the children of what is killed become ours.
        while (found := set(psutil.Process().children()) - self._before) and monotonic() < until:
            for one in found:
                with suppress(psutil.Error):
                    if one.status() != psutil.STATUS_ZOMBIE:
                        names[one.pid] = plain(one.name())
                        one.kill()
            psutil.wait_procs(found, timeout=max(0.0, until - monotonic()))
        return Strays(len(names), tuple(names.values())[:NAMES_TOLD])
