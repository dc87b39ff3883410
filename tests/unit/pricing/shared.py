"""Where the public test data lie, beside the repository; None where they are not there."""

from pathlib import Path

HERE = Path(__file__).resolve()
SHARED = next((p / "shared" / "data" for p in HERE.parents if (p / "shared" / "data" / "pricing").is_dir()), None)
