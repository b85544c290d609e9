"""Two orchestrators side by side: which criteria only one of them meets, from the results of two runs."""
