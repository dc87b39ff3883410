"""A scripted shopper: makes whole trips through real frames and counts, and says what happens as it does."""
