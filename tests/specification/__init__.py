"""Features, requirements, clauses and documents agree with each other."""
