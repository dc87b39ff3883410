"""Commands that need devices, one file a command."""
