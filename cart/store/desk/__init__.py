"""The catalogue desk: what a grocer's files say, how it differs from what is in force, and its publication."""
