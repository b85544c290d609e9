"""The operator's command lines: every tool of the target as a command of a shell, `orchestrator_plan_task --title=…`.

A command is made from what the target lists at that moment: its flags from the input schema, its help from the
descriptions. It must begin quickly, so nothing in here imports the SDK unless the target is spoken to over HTTP.
"""
