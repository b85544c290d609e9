"""Servers that are spoken to over HTTP: started by us, or found running elsewhere."""
