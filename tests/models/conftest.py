"""Both precisions of the model, loaded once; float32 from a cache of its own, for no user's cache needs to keep it."""

from pathlib import Path

import pytest

from qa_bot.models.encoder import Encoder, cached_graph, default_encoder
from qa_bot.models.weights import find_weights


@pytest.fixture(scope="session")
def int8() -> Encoder:
    return default_encoder()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def float32(cache: Path) -> Encoder:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(cache))
        return Encoder("float32")


@pytest.fixture(scope="session")
def graphs(cache: Path, float32: Encoder, int8: Encoder) -> dict[str, Path]:
    """The graphs that the encoders run, by their precisions."""
    files = find_weights()
    return {"float32": cached_graph(files, "float32", cache / "qa_bot"), "int8": cached_graph(files, "int8")}
