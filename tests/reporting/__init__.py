"""Documents, comparisons and the console tell what the record says."""
