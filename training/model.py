"""The reader in PyTorch: the upper layers of MiniLM over the states that its lower layers give question and passage.

The lower layers stay as they are published and read each text by itself, so that the bot computes a passage's states
once, with the vectors that it computes anyway. Only the upper layers see question, title and window together
(DeFormer, Cao et al., 2020). Three values come out for each token: the answer's start, its end, and evidence, whose
mean over a sentence is the sentence's score. The token before the question stands for "not answered here".
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from qa_bot.models.reader import read_tensors

DIMENSIONS, HEADS, LAYERS, LOWER = 384, 12, 6, 3
_WIDE, _EPSILON = 1536, 1e-12
QUESTION, TITLE, WINDOW, MATCHED = 0, 1, 2, 3
"""The parts of an input; each has an embedding that is added where they meet. ``MATCHED`` are the tokens of a window
that the question has too: little data suffices to learn from that."""
OUTPUTS = 3
START, END, EVIDENCE = 0, 1, 2


class Layer(nn.Module):
    """An encoder layer, with the names that Hugging Face gives its parts."""

    def __init__(self) -> None:
        """Make its parts, to be loaded."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(DIMENSIONS, DIMENSIONS) for _ in range(3))
        self.attended = nn.Linear(DIMENSIONS, DIMENSIONS)
        self.attended_norm = nn.LayerNorm(DIMENSIONS, _EPSILON)
        self.wide, self.narrow = nn.Linear(DIMENSIONS, _WIDE), nn.Linear(_WIDE, DIMENSIONS)
        self.norm = nn.LayerNorm(DIMENSIONS, _EPSILON)

    def forward(self, hidden: Tensor, kept: Tensor) -> Tensor:
        """Return the next states; ``kept`` (batch, 1, 1, tokens) is false for padding."""
        batch, tokens, _ = hidden.shape
        parts = [
            one(hidden).view(batch, tokens, HEADS, -1).transpose(1, 2) for one in (self.query, self.key, self.value)
        ]
        # In half precision, its gradient takes as long as the rest of the layer (PyTorch 2.13, on processors).
        with torch.autocast(hidden.device.type, enabled=False):
            mixed = functional.scaled_dot_product_attention(*(one.float() for one in parts), attn_mask=kept)
        attended = self.attended(mixed.transpose(1, 2).reshape(batch, tokens, DIMENSIONS))
        hidden = self.attended_norm(hidden + attended)
        narrow = self.narrow(functional.gelu(self.wide(hidden)))
        return self.norm(hidden + narrow)


PARTS_OF_A_LAYER = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}
"""The parts of a layer, by the names of their tensors."""


def layer_of(tensors: Mapping[str, Tensor], number: int) -> Layer:
    """Return a layer of the published model."""
    layer = Layer()
    named = {
        f"{ours}.{kind}": tensors[f"encoder.layer.{number}.{theirs}.{kind}"]
        for theirs, ours in PARTS_OF_A_LAYER.items()
        for kind in ("weight", "bias")
    }
    layer.load_state_dict(named)
    return layer


class Lower(nn.Module):
    """The embeddings and the lower layers, as published; never trained."""

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        """Load them."""
        super().__init__()
        self.words = nn.Embedding.from_pretrained(tensors["embeddings.word_embeddings.weight"])
        places = (
            tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        self.places = nn.Parameter(places)
        self.norm = nn.LayerNorm(DIMENSIONS, _EPSILON)
        names = ("weight", "bias")
        self.norm.load_state_dict({kind: tensors[f"embeddings.LayerNorm.{kind}"] for kind in names})
        self.layers = nn.ModuleList(layer_of(tensors, number) for number in range(LOWER))
        self.requires_grad_(requires_grad=False)

    @torch.no_grad()
    def forward(self, ids: Tensor, kept: Tensor) -> Tensor:
        """Return the states (batch, tokens, dimensions) of texts; ``kept`` (batch, tokens) is false for padding."""
        hidden = self.norm(self.words(ids) + self.places[: ids.shape[1]])
        for layer in self.layers:
            hidden = layer(hidden, kept[:, None, None])
        return hidden


class Upper(nn.Module):
    """The part that is trained and shipped."""

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        """Start from the published upper layers."""
        super().__init__()
        self.parts = nn.Embedding(4, DIMENSIONS)
        nn.init.normal_(self.parts.weight, std=0.02)
        self.layers = nn.ModuleList(layer_of(tensors, number) for number in range(LOWER, LAYERS))
        self.head = nn.Linear(DIMENSIONS, OUTPUTS)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, states: Tensor, parts: Tensor, kept: Tensor) -> Tensor:
        """Return the outputs (batch, tokens, 3) of joined states, whose part of the input ``parts`` says."""
        hidden = states + self.parts(parts)
        for layer in self.layers:
            hidden = layer(hidden, kept[:, None, None])
        return self.head(hidden)


def shipped_upper(path: Path) -> Upper:
    """Return the trained part from a file that ``training.export`` wrote."""
    tensors = {name: torch.from_numpy(tensor) for name, tensor in read_tensors(path).items()}
    upper = Upper(tensors)
    ours = {name: tensor for name, tensor in tensors.items() if name.startswith(("parts.", "head."))}
    upper.load_state_dict(ours, strict=False)
    return upper
