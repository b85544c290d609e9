"""A newcomer's dialect file: drafted from what a server lists and answers, and tried verb by verb."""
