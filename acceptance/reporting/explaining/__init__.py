"""Bug reports for failed promises: what was expected and found, and messages that replay it without the suite."""
