"""What a run keeps of what it saw: calls, outcomes, and nothing that is secret."""
