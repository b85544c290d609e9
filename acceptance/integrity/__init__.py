"""Files and names that others may have made: read within bounds, no link followed, and held against their digests."""
