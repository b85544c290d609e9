"""The features and requirements, read as data."""
