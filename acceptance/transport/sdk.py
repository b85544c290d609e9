"""What the driver uses of the SDK's insides: the shapes of a transport, which it tells to nobody in public.

All else comes from the public modules of the SDK, where it is used. `tests/transport/test_sdk.py` tells when one
of these has changed.
"""

from mcp.client._transport import TransportStreams
from mcp.shared._stream_protocols import ReadStream, WriteStream

__all__ = ["ReadStream", "TransportStreams", "WriteStream"]
