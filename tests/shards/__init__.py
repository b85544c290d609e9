"""A run in several processes or on several machines comes out as one."""
