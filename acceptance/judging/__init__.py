"""Judging a run from what lies below the reports: criteria, metrics, requirements, waivers, and the verdict."""
