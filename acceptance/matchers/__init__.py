"""PyHamcrest assertions with expectations and findings in the words of the domain."""
