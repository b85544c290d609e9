"""The orchestrator over streamable HTTP: an address, a supervisor that keeps it open, and workers that answer on it."""
