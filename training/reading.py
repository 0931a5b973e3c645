"""Read windows by the model in training: lower states of each text once, upper layers in groups of like length."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.batches import Example, Window
from training.model import MATCHED, QUESTION, TITLE, WINDOW, Lower, Upper

CLS, SEP = 101, 102
FREQUENT = 2200
"""The vocabulary is in the order of frequency: tokens below are function words and single characters."""
_GROUP = 40
"""Inputs read together."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a window: outputs of its tokens (tokens, 3) and of the token before the question (3)."""

    example: int
    window: Window
    tokens: Tensor
    null: Tensor


def lower_states(lower: Lower, texts: Sequence[tuple[int, ...]], device: torch.device) -> dict[tuple[int, ...], Tensor]:
    """Return the states of each text, with those of the tokens that open and close it."""
    found = {}
    ordered = sorted(set(texts), key=len)
    for begin in range(0, len(ordered), _GROUP):
        group = ordered[begin : begin + _GROUP]
        longest = max(map(len, group)) + 2
        ids = torch.zeros((len(group), longest), dtype=torch.long)
        for row, text in enumerate(group):
            ids[row, : len(text) + 2] = torch.tensor([CLS, *text, SEP])
        kept = ids != 0
        states = lower(ids.to(device), kept.to(device))
        for row, text in enumerate(group):
            found[text] = states[row, : len(text) + 2]
    return found


def _text_of(window: Window) -> tuple[int, ...]:
    ids = window.chunk.ids
    return tuple(ids[window.begin : window.begin + window.length] if window.alone else ids[:500])


def read(lower: Lower, upper: Upper, examples: Sequence[Example], device: torch.device) -> list[Read]:
    """Read every window of the examples with its question."""
    pairs = [(number, window) for number, one in enumerate(examples) for window in one.windows]
    texts = [tuple(one.question.ids) for one in examples] + [tuple(one.title) for one in examples if one.title]
    states = lower_states(lower, texts + [_text_of(window) for _, window in pairs], device)
    inputs = [_joined(states, examples[number], window) for number, window in pairs]
    order = sorted(range(len(pairs)), key=lambda one: len(inputs[one][0]))
    found: list[Read | None] = [None] * len(pairs)
    for begin in range(0, len(order), _GROUP):
        group = order[begin : begin + _GROUP]
        longest = max(len(inputs[one][0]) for one in group)
        joined = torch.zeros((len(group), longest, inputs[0][0].shape[1]), device=device)
        parts = torch.zeros((len(group), longest), dtype=torch.long)
        kept = torch.zeros((len(group), longest), dtype=torch.bool)
        for row, one in enumerate(group):
            state, part = inputs[one]
            joined[row, : len(state)], parts[row, : len(state)], kept[row, : len(state)] = state, part, True
        outputs = upper(joined, parts.to(device), kept.to(device)).float()
        for row, one in enumerate(group):
            number, window = pairs[one]
            end = len(inputs[one][0])
            found[one] = Read(number, window, outputs[row, end - window.length : end], outputs[row, 0])
    return [one for one in found if one is not None]


def _joined(states: dict[tuple[int, ...], Tensor], example: Example, window: Window) -> tuple[Tensor, Tensor]:
    """Return an input: the question with the tokens that open and close it, the title, the window."""
    question = states[tuple(example.question.ids)]
    begin = 1 if window.alone else 1 + window.begin
    inside = states[_text_of(window)][begin : begin + window.length]
    title = states[tuple(example.title)][1:-1] if example.title else question[:0]
    parts = [QUESTION] * len(question) + [TITLE] * len(title)
    asked = {token for token in example.question.ids if token >= FREQUENT}
    ids = window.chunk.ids[window.begin : window.begin + window.length]
    parts += [MATCHED if token in asked else WINDOW for token in ids]
    return torch.cat([question, title, inside]), torch.tensor(parts)
