"""The description of an offline model: everything in which one sentence encoder differs from another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from qa_bot.models.graph import VERSION, Architecture
from qa_bot.models.layers import Tensors
from qa_bot.models.weights import WeightsFile


class Tokens(NamedTuple):
    """The tokens of a text: numbers in the vocabulary, and where each starts and ends in the text, in characters."""

    ids: list[int]
    offsets: list[tuple[int, int]]


Tokenizer = Callable[[str], Tokens]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineModel:
    """A BERT-like sentence encoder whose weights come in a package.

    Attributes:
        name: Its published name.
        weights: The file that holds its tensors.
        architecture: The shape of its graph.
        read_tensors: Reads the tensors by the names that :mod:`qa_bot.models.graph` looks for.
        read_tokenizer: Reads the tokenizer, which adds no tokens of the model's and takes none away.
        maximum_tokens: The longest input, prefix and end tokens included.
        end_ids: The numbers of the tokens that open and close an input.
        query_prefix: What the model was trained to read before a question.
        passage_prefix: What it was trained to read before a passage.
        sample: Texts whose mean token vector is subtracted from every token vector: those of some models all point in
            about the same direction. None where it is empty.
        languages: The languages that it reads (ISO 639-1); many where it is empty.
    """

    name: str
    weights: WeightsFile
    architecture: Architecture
    read_tensors: Callable[[], Tensors]
    read_tokenizer: Callable[[], Tokenizer]
    maximum_tokens: int
    end_ids: tuple[int, int]
    query_prefix: str = ""
    passage_prefix: str = ""
    sample: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The name of its vectors: models with the same fingerprint give the same ones."""
        return f"{self.name}-{self.weights.sha256[:12]}-{VERSION}"
