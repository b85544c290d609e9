"""Connections, processes and HTTP to a server: what is started is ended, whatever it does."""
