"""What runs leave that were ended by force, beside servers and workspaces: what they had half made."""
