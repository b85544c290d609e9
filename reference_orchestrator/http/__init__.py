"""The orchestrator over streamable HTTP: an address, a process that keeps it, and processes that answer on it."""
