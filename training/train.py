"""Train the reader: ``python -m training.train PREPARED FOLDER --minutes 60``. Started again, it goes on where it was.

The rate falls with the time that is used up, so that a run of any length ends well. Runs on a GPU if there is one; on
processors beside other work, two processes of one thread are more than twice as fast as one of two threads. Every
``--every`` minutes it writes a checkpoint, and every ``--report`` batches a line with its losses.
"""

import argparse
import json
import os
import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, distributed, multiprocessing, nn
from torch.nn import functional

from qa_bot.models.minilm import WEIGHTS
from qa_bot.models.weights import find_weights
from training.batches import Example, batches
from training.data import Article
from training.model import END, EVIDENCE, START, Lower, Upper, shipped_upper
from training.reading import Read, read

_RATE, _HEAD_RATE, _WARM_UP, _DECAY, _CLIP = 2e-4, 1e-3, 50, 0.01, 1.0
_SEED = 18
_TOGETHER = 8
"""Batches after which the processes average their weights (local SGD, Stich, 2019): beside other work, they would wait
for each other at every batch."""
_ACROSS = 0.5
"""Weight of the choice among the sentences of all windows of a question."""


def loss_of(found: Sequence[Read], examples: Sequence[Example]) -> tuple[Tensor, list[float]]:
    """Return the loss of a batch, and its three parts: span, sentence of a window, sentence of all windows."""
    spans, inside, across = [], [], []
    of_questions: dict[int, list[tuple[Tensor, int]]] = {}
    for one in found:
        window, question = one.window, examples[one.example].question
        scores = sentence_scores(one)
        with_null = torch.cat([one.null[None, EVIDENCE], scores])
        inside.append(
            functional.cross_entropy(with_null[None], torch.tensor([window.sentence + 1], device=scores.device))
        )
        if not (question.is_sentence and window.start >= 0):
            spans += [_place_loss(one, START, window.start), _place_loss(one, END, window.end)]
        of_questions.setdefault(one.example, []).append((scores, window.sentence))
    for groups in of_questions.values():
        scores = torch.cat([group for group, _ in groups])
        before, target = 0, -1
        for group, sentence in groups:
            if sentence >= 0:
                target = before + sentence
            before += len(group)
        if target >= 0 and len(scores) > 1:
            across.append(functional.cross_entropy(scores[None], torch.tensor([target], device=scores.device)))
    # A batch may have no span, or no question with several sentences.
    parts = [torch.stack(part).mean() if part else found[0].tokens.sum() * 0.0 for part in (spans, inside, across)]
    return parts[0] + parts[1] + _ACROSS * parts[2], [float(part.detach()) for part in parts]


def sentence_scores(one: Read) -> Tensor:
    """Return the mean evidence of each sentence of a window."""
    ends = [*one.window.borders[1:], one.window.length]
    values = one.tokens[:, EVIDENCE]
    return torch.stack([values[begin:end].mean() for begin, end in zip(one.window.borders, ends, strict=True)])


def _place_loss(one: Read, output: int, place: int) -> Tensor:
    scores = torch.cat([one.null[None, output], one.tokens[:, output]])
    return functional.cross_entropy(scores[None], torch.tensor([place + 1], device=scores.device))


def _rate(step: int, used: float) -> float:
    return min(1.0, (step + 1) / _WARM_UP) * max(0.0, 1.0 - used)


class Run:
    """One of the processes of a training run, which can be stopped and continued."""

    def __init__(self, rank: int, options: argparse.Namespace) -> None:
        """Load the model, or the checkpoint of an earlier run in this folder."""
        torch.manual_seed(_SEED)
        self.rank, self.options = rank, options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        tensors = load_file(find_weights(WEIGHTS))
        self.lower, self.upper = Lower(tensors).to(self.device), Upper(tensors).to(self.device)
        if options.start:
            self.upper = shipped_upper(options.start).to(self.device)
        if options.half:
            self.lower.bfloat16()
        self.trained = list(self.upper.parameters())
        heads = [*self.upper.head.parameters(), *self.upper.parts.parameters()]
        layers = list(self.upper.layers.parameters())
        groups = [{"params": layers, "rate": _RATE}, {"params": heads, "rate": _HEAD_RATE}]
        self.optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=_DECAY)
        self.step, self.seconds = 0, 0.0
        self.checkpoint = options.folder / "checkpoint.pt"
        if self.checkpoint.is_file():
            stored = torch.load(self.checkpoint, map_location=self.device)
            self.upper.load_state_dict(stored["upper"])
            self.optimizer.load_state_dict(stored["optimizer"])
            self.step, self.seconds = stored["step"], stored["seconds"]

    def save(self) -> None:
        """Write the checkpoint, replacing the one before; the first process alone does."""
        if self.rank:
            return
        stored = {
            "upper": self.upper.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }
        building = self.checkpoint.with_suffix(".building")
        torch.save(stored, building)
        building.replace(self.checkpoint)

    def go(self, articles: Sequence[Article]) -> None:
        """Train until the time is used up."""
        whole, saved = 60.0 * self.options.minutes, self.seconds
        losses: list[list[float]] = []
        self.upper.train()
        for examples in batches(articles, _SEED + self.step * self.options.processes + self.rank):
            begin, before = time.monotonic(), self.seconds
            losses.append(self.learn(examples, before / whole))
            self.seconds = before + time.monotonic() - begin
            if self.step % self.options.report == 0:
                self.report(losses)
                losses = []
            if self.step % _TOGETHER:
                continue
            self.average()
            if self.seconds - saved > 60.0 * self.options.every or self.seconds >= whole:
                self.save()
                saved = self.seconds
            if self.seconds >= whole:
                return

    def learn(self, examples: Sequence[Example], used: float) -> list[float]:
        """Take a step on a batch; ``used`` is the share of the time that is gone. Return the parts of the loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * _rate(self.step, used)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.half):
            found = read(self.lower, self.upper, examples, self.device)
        loss, parts = loss_of(found, examples)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, _CLIP)
        self.optimizer.step()
        self.step += 1
        return parts

    def average(self) -> None:
        """Replace the weights of all processes by their mean, and their times too."""
        if self.options.processes == 1:
            return
        flat = torch.cat([self.seconds * torch.ones(1), *(one.detach().flatten() for one in self.trained)])
        distributed.all_reduce(flat)
        flat /= self.options.processes
        self.seconds, begin = float(flat[0]), 1
        for one in self.trained:
            one.detach().copy_(flat[begin : begin + one.numel()].view_as(one))
            begin += one.numel()

    def report(self, losses: Sequence[Sequence[float]]) -> None:
        """Print the losses since the last report."""
        if self.rank:
            return
        means = [round(float(part), 3) for part in torch.tensor(losses).mean(dim=0)]
        names = ("span", "sentence", "across")
        line = {"step": self.step, "minutes": round(self.seconds / 60, 1), **dict(zip(names, means, strict=True))}
        print(json.dumps(line), flush=True)


def _go(rank: int, options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    if options.processes > 1:
        os.setsid()  # some schedulers divide the time by sessions: in one, two processes get no more than one
        meeting = f"file://{(options.folder / 'meeting').resolve()}"
        distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=options.processes)
    with options.prepared.open("rb") as file:
        articles = pickle.load(file)  # noqa: S301 - a file of our own
    Run(rank, options).go(articles)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Train the reader.")
    parser.add_argument("prepared", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--start", type=Path, help="exported weights to start from, instead of the published layers")
    parser.add_argument("--half", action="store_true", help="in bfloat16: faster on GPUs, and on processors with AMX")
    parser.add_argument("--minutes", type=float, default=60.0, help="of the whole run (default: %(default)s)")
    parser.add_argument("--every", type=float, default=10.0, help="minutes from checkpoint to checkpoint")
    parser.add_argument("--report", type=int, default=50, help="batches from report to report")
    parser.add_argument("--processes", type=int, default=1, help="each reads batches of its own; weights are averaged")
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "meeting").unlink(missing_ok=True)
    if options.processes == 1:
        _go(0, options)
    else:
        multiprocessing.spawn(_go, (options,), nprocs=options.processes)


if __name__ == "__main__":
    main()
