"""What a run tells its readers: pages, documents, comparisons."""
