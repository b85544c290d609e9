"""A tool as a command line: flags, sessions that carry over, and targets over HTTP."""
