"""The wire: processes, connections, and the event loop in which they live."""
