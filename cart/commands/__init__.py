"""The `dashcart` command line, one file a command."""
