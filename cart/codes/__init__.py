"""What a scanned text means: GS1 numbers and element strings, store labels, PLUs; and when to believe it."""
