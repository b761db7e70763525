"""Where what ships with the package is found."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from assistant.domain.errors import SettingsError
from assistant.settings import Settings


def share(name: str) -> Path:
    """A file or folder that ships: beside the package in a checkout, inside it in a wheel."""
    package = Path(str(files("assistant")))
    for place in (package / "share" / name, package.parent / name):
        if place.exists():
            return place
    raise SettingsError(f"{name} is missing from this installation; install the package again.")


def library_dir(settings: Settings) -> Path:
    """The folder of the library."""
    return settings.library_dir or share("knowledge")


def library_dirs(settings: Settings) -> tuple[Path, Path]:
    """The folder of the library, and the folder where the clinic's own documents are kept, which need not exist."""
    return library_dir(settings), settings.data_dir / "library"


def server_script() -> Path:
    """The script that `streamlit run` serves."""
    return share("serve_app.py")
