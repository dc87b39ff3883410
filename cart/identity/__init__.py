"""Keys, and how a cart becomes known to its store."""
