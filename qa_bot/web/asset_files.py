"""The styles and scripts that the page's components are made of."""

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


def asset(*names: str) -> str:
    """Return the text of the files, one after the other."""
    return "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
