"""What the driver uses of the SDK's insides: the shapes of a transport, which it tells to nobody in public.

All else comes from the public modules of the SDK, where it is used. `tests/transport/test_sdk.py` tells when one
of these has changed.
"""

import logging
from typing import Final

from mcp.client._transport import TransportStreams
from mcp.shared._stream_protocols import ReadStream, WriteStream

__all__ = ["ReadStream", "TransportStreams", "WriteStream", "keep_its_log_quiet"]

LOGS: Final = ("mcp", "client")
"""The loggers of the SDK, by their names."""


def keep_its_log_quiet() -> None:
    """Print nothing of what the SDK logs: for a message that it cannot read, a traceback with a target's words in it.

    Nobody misses it: where something depends on such a message, a call or a connection fails with an error.
    """
    for name in LOGS:
        log = logging.getLogger(name)
        log.propagate = False
        if not log.handlers:
            log.addHandler(logging.NullHandler())
