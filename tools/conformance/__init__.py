"""What the official conformance kit of the protocol says of an orchestrator over HTTP, and what each failure means."""
