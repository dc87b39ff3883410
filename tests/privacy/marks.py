"""What would betray a frame: a canary's bytes, and the first bytes of picture files."""

CANARY = bytes(range(17, 81))
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"BM6")
