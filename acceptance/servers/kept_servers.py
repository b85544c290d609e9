"""Servers that were dear to make ready, such as those with a large store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acceptance.errors import NotMeasurableError
from acceptance.servers.orchestrator import Orchestrator


class KeptServers:
    """Servers by what they were made ready for; what took too long once is not tried again."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, Orchestrator | NotMeasurableError] = {}

    def server(self, name: str, make: Callable[[], Orchestrator]) -> Orchestrator:
        """The server of a name; made when it is first wanted, or when the one that was there has died.

        Raises:
            ConnectFailedError: it cannot be started or spoken to.
            NotMeasurableError: to make it took too long, now or before.
        """
        kept = self._kept.get(name)
        if isinstance(kept, NotMeasurableError):
            raise kept
        if kept is None or not kept.alive:
            try:
                kept = self._kept[name] = make()
            except NotMeasurableError as error:
                self._kept[name] = error
                raise
        return kept

    def all(self) -> Iterator[Orchestrator]:
        """All that were made."""
        yield from (one for one in self._kept.values() if not isinstance(one, NotMeasurableError))
