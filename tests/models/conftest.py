"""Each model in both precisions, loaded once; float32 in a separate cache, so that the user's does not store it."""

from pathlib import Path

import pytest

from qa_bot.models import e5, minilm
from qa_bot.models.encoder import Encoder, cached_graph, encoder_of
from qa_bot.models.offline_model import OfflineModel

MODELS = {"e5": e5.MODEL, "minilm": minilm.MODEL}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", params=list(MODELS.values()), ids=list(MODELS))
def model(request: pytest.FixtureRequest) -> OfflineModel:
    found: OfflineModel = request.param
    return found


@pytest.fixture(scope="session")
def int8(model: OfflineModel) -> Encoder:
    return encoder_of(model)


@pytest.fixture(scope="session")
def float32(model: OfflineModel, cache: Path) -> Encoder:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(cache))
        return Encoder(model, "float32")


@pytest.fixture(scope="session")
def graphs(model: OfflineModel, cache: Path, float32: Encoder, int8: Encoder) -> dict[str, Path]:
    """The graphs that the encoders run, by their precisions."""
    return {"float32": cached_graph(model, "float32", cache / "qa_bot"), "int8": cached_graph(model, "int8")}
