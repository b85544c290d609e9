"""What is installed from a wheel or used as an action runs without the repository."""
