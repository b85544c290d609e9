"""What a call costs against the smallest one there is: that of a bare server's only tool, which does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acceptance.bench.starts import bare_server
from acceptance.stopwatch import Comparison, Measured

if TYPE_CHECKING:
    from acceptance.bench import Activity, Bench
    from acceptance.servers.server_pool import ServerPool


def against_nothing(bench: Bench, activity: Activity) -> Comparison:
    """An activity against a call that does nothing, at a bare server of the SDK."""
    measured = bench.activities.measured(activity)
    return Comparison(measured, call_that_does_nothing(bench.pool), tell=bench.pool.evidence.display.progress)


def call_that_does_nothing(pool: ServerPool) -> Measured:
    """A call of a bare server's only tool, over a connection of the driver's own."""
    connection = pool.start_cold(bare_server())
    pool.at_the_end(lambda: pool.part_with(connection))
    connection.connected()
    return Measured("a call that does nothing", lambda: connection.call("nothing", {}).milliseconds)
