"""Where products' pictures lie: folders of files that have their content's hash in their names: none is stale."""

from functools import lru_cache
from pathlib import Path

from ui.places import DEMO_STORE

FOLDER = "pictures"
_folders = [DEMO_STORE / FOLDER]


def look_in(store: Path) -> None:
    """Looks in this store's folder of pictures too, and first."""
    if store / FOLDER not in _folders:
        _folders.insert(0, store / FOLDER)
        file_of.cache_clear()


@lru_cache(maxsize=4096)
def file_of(name: str) -> str:
    """The picture's file, or "" where there is none: a name that is a path is none."""
    if not name or Path(name).name != name:
        return ""
    return next((str(folder / name) for folder in _folders if (folder / name).is_file()), "")
