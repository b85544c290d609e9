"""Messages of a target before anything is read out of them: bounded in size and depth, told in words if unreadable."""
