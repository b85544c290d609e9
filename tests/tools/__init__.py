"""The checks of features, clauses and wording find what they are for."""
