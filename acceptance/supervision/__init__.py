"""Supervision of servers: a process between the driver and each server, which ends all that the server started."""
