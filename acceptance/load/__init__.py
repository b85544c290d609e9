"""Load: many tasks from plan to result at once, every answer checked, every completion read back (OSM-3)."""
