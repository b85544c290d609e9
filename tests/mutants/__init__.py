"""General mutants: the reference changed by a mutation tester, with the features as the judge."""
