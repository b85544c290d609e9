"""What an orchestrator of version 2.0 promises: its tools, values, calls, replies and dialects."""
