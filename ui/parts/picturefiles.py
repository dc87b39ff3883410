"""Where products' pictures lie: folders of files that have their content's hash in their names: none is stale."""

from pathlib import Path

from cart.sync.pictures import FOLDER
from ui.places import DEMO_STORE

_folders = [DEMO_STORE / FOLDER]
_found: dict[str, str] = {}


def look_in(store: Path) -> None:
    """Looks in this store's folder of pictures too, and first."""
    if store / FOLDER not in _folders:
        _folders.insert(0, store / FOLDER)
        _found.clear()


def file_of(name: str) -> str:
    """The picture's file, or "" where there is none yet: a name that is a path is none."""
    if name not in _found and name and Path(name).name == name:
        lies = next((folder / name for folder in _folders if (folder / name).is_file()), None)
        if lies is None:
            return ""
        _found[name] = str(lies)
    return _found.get(name, "")
