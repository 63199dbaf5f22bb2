"""Train the reader: ``python -m evals.fit_reader [--without NAME]… [--further NAME]…``.

``reading_pairs.py`` puts the questions of ``evals/reading`` beside the pieces that answer them and beside the
likeliest others. ``--without`` keeps a file of pages or a folder of documents out and says how well it is read; nothing
is written then. ``--further`` goes on from the weights that ship, with what was written since beside a part of the
rest: a tenth of the time of a training from the start. Needs torch (``make setup-test``).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from assistant.evidence import reader
from assistant.evidence.reader import MARKS, SHARPNESS, PassageReader, Tokens
from assistant.index.bundled import BundledEmbedder
from evals.metrics.ranking import area_under_curve
from evals.reading_pairs import Pair, pairs

# The first values that were tried; with four rounds for five the packs that it never saw are read as well.
_WIDTH, _DROPPED, _EPOCHS, _BATCH, _RATE, _DECAY = 160, 0.25, 4, 64, 1e-3, 0.02
_WARM_UP, _SORTED = 50, 30
# Further rounds are few and gentle, with so much of what is known already that it is not unlearned.
_FURTHER_EPOCHS, _FURTHER_RATE, _KNOWN = 2, 4e-4, 0.4


class Network(nn.Module):  # type: ignore[misc]  # torch comes untyped
    """The reader as it is trained; ``assistant/evidence/reader.py`` computes the same."""

    def __init__(self, states: int) -> None:
        super().__init__()
        width = _WIDTH
        self.inp, self.norm, self.att = nn.Linear(states, width), nn.LayerNorm(width), nn.Linear(width, width)
        self.cmp = nn.Sequential(
            nn.Linear(4 * width + 2, width), nn.GELU(), nn.Dropout(_DROPPED), nn.Linear(width, width), nn.GELU()
        )
        self.gate = nn.Linear(width, 1)
        self.out = nn.Sequential(
            nn.Dropout(_DROPPED), nn.Linear(4 * width, 96), nn.GELU(), nn.Dropout(_DROPPED), nn.Linear(96, 1)
        )
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, asked: Sequence[Tokens], given: Sequence[Tokens]) -> Tensor:
        """Log odds that each piece answers the question beside it, (n,)."""
        q, q_ids, q_held = _padded(asked)
        p, p_ids, p_held = _padded(given)
        both = q_held[:, :, None] & p_held[:, None, :]
        last = q.shape[-1] // 2
        cosines = nn.functional.normalize(q[..., last:], dim=-1) @ nn.functional.normalize(p[..., last:], dim=-1).mT
        cosines = cosines.masked_fill(~both, -1)
        same = (q_ids[:, :, None] == p_ids[:, None, :]) & (q_ids[:, :, None] > MARKS) & both
        a, b = self.norm(self.inp(self.drop(q))), self.norm(self.inp(self.drop(p)))
        alike = self.att(a) @ b.mT / a.shape[-1] ** 0.5 + SHARPNESS * cosines
        found_q = torch.stack([cosines.max(2).values, same.any(2).float()], -1)
        found_p = torch.stack([cosines.max(1).values, same.any(1).float()], -1)
        summed = [
            self._compared(a, q_held, b, p_held, alike, found_q),
            self._compared(b, p_held, a, q_held, alike.mT, found_p),
        ]
        answers: Tensor = self.out(torch.cat(summed, -1))[:, 0]
        return answers

    def _compared(self, own: Tensor, held: Tensor, other: Tensor, others: Tensor, alike: Tensor, found: Tensor) -> Any:
        seen = alike.masked_fill(~others[:, None, :], -1e4).softmax(-1) @ other
        c = self.cmp(self.drop(torch.cat([own, seen, own * seen, (own - seen).abs(), found], -1)))
        weight = torch.sigmoid(self.gate(c)[..., 0].masked_fill(~held, -1e4))
        strongest = c.masked_fill(~held[..., None], -1e4).max(1).values
        return torch.cat([(weight[..., None] * c).sum(1) / 4, strongest], -1)


def _padded(texts: Sequence[Tokens]) -> tuple[Tensor, Tensor, Tensor]:
    size = max(len(t.ids) for t in texts)
    states = np.zeros((len(texts), size, texts[0].states.shape[1]), np.float32)
    ids, held = np.zeros((len(texts), size), np.int64), np.zeros((len(texts), size), bool)
    for row, text in enumerate(texts):
        n = len(text.ids)
        states[row, :n], ids[row, :n], held[row, :n] = text.states, text.ids, True
    return torch.from_numpy(states), torch.from_numpy(ids), torch.from_numpy(held)


class Encoded:
    """The texts of pairs as the reader reads them, each encoded once."""

    def __init__(self) -> None:
        embedder = BundledEmbedder()
        self._reader = PassageReader(embedder, {})
        self._kept: dict[tuple[str, ...], Tokens] = {}
        self.width = 2 * embedder.dimension

    def question(self, pair: Pair) -> Tokens:
        return self._of((pair.question,))

    def piece(self, pair: Pair) -> Tokens:
        return self._of((pair.header, pair.piece))

    def _of(self, key: tuple[str, ...]) -> Tokens:
        if key not in self._kept:
            read = self._reader
            self._kept[key] = read.question_tokens(*key) if len(key) == 1 else read.piece_tokens(*key)
        return self._kept[key]


def train(pairs: Sequence[Pair], encoded: Encoded, seed: int = 0, known: Network | None = None) -> Network:
    """A network fitted on pairs; one that is known already is fitted on them further."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    network = known or Network(encoded.width)
    epochs, rate = (_FURTHER_EPOCHS, _FURTHER_RATE) if known else (_EPOCHS, _RATE)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=_DECAY)
    steps, step = epochs * -(-len(pairs) // _BATCH), 0
    for epoch in range(epochs):
        network.train()
        losses = []
        for batch in _batches(pairs, encoded, draw):
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, step / _WARM_UP) * max(_DECAY, 1 - step / (steps + 1))
            said = network([encoded.question(p) for p in batch], [encoded.piece(p) for p in batch])
            loss = nn.functional.binary_cross_entropy_with_logits(said, torch.tensor([p.answers for p in batch]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {epochs}: loss {np.mean(losses):.3f}", flush=True)
    network.eval()
    return network


def _batches(pairs: Sequence[Pair], encoded: Encoded, draw: random.Random) -> list[list[Pair]]:
    """All pairs in batches of about one length, so that little is padded."""
    shuffled, batches = draw.sample(list(pairs), len(pairs)), []
    for start in range(0, len(shuffled), _BATCH * _SORTED):
        part = sorted(shuffled[start : start + _BATCH * _SORTED], key=lambda p: len(encoded.piece(p).ids))
        batches += [part[i : i + _BATCH] for i in range(0, len(part), _BATCH)]
    draw.shuffle(batches)
    return batches


def figures(network: Network, asked: Sequence[Sequence[Pair]], encoded: Encoded) -> dict[str, float]:
    """How well questions are read: pairs, answerable questions by their best piece, and how often that one answers."""
    with torch.no_grad():
        said = [network([encoded.question(p) for p in q], [encoded.piece(p) for p in q]).numpy() for q in asked]
    labels = [np.array([p.answers for p in q]) for q in asked]
    able = np.array([y.any() for y in labels])
    return {
        "questions": len(asked),
        "AUC": round(area_under_curve(np.concatenate(labels) > 0, np.concatenate(said)), 3),
        "AUC answerable": round(area_under_curve(able, np.array([s.max() for s in said])), 3),
        "best piece answers": round(
            float(np.mean([y[s.argmax()] for y, s in zip(labels, said, strict=True) if y.any()])), 3
        ),
    }


def shipped(width: int) -> Network:
    """The network with the weights that ship."""
    network = Network(width)
    with np.load(Path(reader.__file__).with_suffix(".npz")) as file:
        network.load_state_dict({n: torch.from_numpy(file[n].astype(np.float32)) for n in file.files})
    return network


def kept(network: Network) -> dict[str, Any]:
    """The weights as they ship."""
    return {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", action="append", default=[], help="a file or folder of evals/reading, by its name")
    parser.add_argument("--further", action="append", default=[], help="one that the weights that ship have not seen")
    options = parser.parse_args(argv)
    encoded, made = Encoded(), pairs()
    left = [q for name in options.without for q in made.pop(name)]
    draw, known = random.Random(0), shipped(encoded.width) if options.further else None
    read = [
        pair
        for name, asked in made.items()
        for question in asked
        for pair in question
        if not known or name in options.further or draw.random() < _KNOWN
    ]
    network = train(read, encoded, known=known)
    if left:
        print(figures(network, left, encoded))
    else:
        np.savez_compressed(Path(reader.__file__).with_suffix(".npz"), **kept(network))


if __name__ == "__main__":
    main()
