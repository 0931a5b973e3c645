"""Styles and scripts of the page's components."""

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def asset(*names: str) -> str:
    """Return the concatenated text of asset files."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
