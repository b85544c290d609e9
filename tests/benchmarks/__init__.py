"""Each benchmark fails on an orchestrator that is spoilt in just what it measures, and no other does."""
