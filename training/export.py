"""Write a checkpoint as the package ships it: ``python -m training.export FOLDER/checkpoint.pt TARGET``.

With ``--mean-with`` the weights are the mean of the checkpoint's and of those exported before, from which it started:
on texts unlike those of the training that is more robust (Wortsman et al., 2022). Matrices are in int8 with a scale for
each row, the rest in half precision, by the names that Hugging Face gives the tensors. Prints the hash that
``qa_bot/models/reader.py`` must name.
"""

import argparse
import hashlib
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from training.model import LOWER, PARTS_OF_A_LAYER, shipped_upper

_HALF = 127.0


def shipped(upper: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors of the trained layers as they are shipped."""
    found: dict[str, Tensor] = {}
    theirs = {ours: name for name, ours in PARTS_OF_A_LAYER.items()}
    for name, tensor in upper.items():
        if not name.startswith("layers."):
            found[name] = tensor.half()
            continue
        _, number, part, kind = name.split(".")
        target = f"encoder.layer.{int(number) + LOWER}.{theirs[part]}.{kind}"
        if tensor.dim() == 1:
            found[target] = tensor.half()
            continue
        scales = tensor.abs().amax(dim=1) / _HALF
        found[target] = torch.round(tensor / scales[:, None]).to(torch.int8)
        found[f"{target}.scale"] = scales
    return {name: tensor.contiguous() for name, tensor in found.items()}


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description="Export a checkpoint of the reader.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--mean-with", type=Path, help="weights exported before")
    options = parser.parse_args()
    stored = torch.load(options.checkpoint, map_location="cpu")
    upper = stored["upper"]
    if options.mean_with:
        before = shipped_upper(options.mean_with).state_dict()
        upper = {name: 0.5 * before[name] + 0.5 * tensor for name, tensor in upper.items()}
    save_file(shipped(upper), options.target, metadata={"steps": str(stored["step"])})
    data = options.target.read_bytes()
    print(len(data), "bytes, sha256", hashlib.sha256(data).hexdigest(), "after", stored["step"], "steps")


if __name__ == "__main__":
    main()
