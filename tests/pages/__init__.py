"""The report and every page, opened in a browser: what they show, at every width, to everybody."""
