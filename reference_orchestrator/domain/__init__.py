"""The rules of the orchestrator, pure: no file, no store, no clock, no protocol."""
