"""Real cameras, and files that stand in for one."""
