"""Where the project's own files are."""

from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"
DEMO_STORE = ASSETS / "demo"
SOUNDS = ASSETS / "sounds"
