"""Learn the map that turns a general model's vectors towards our corpus: ``python -m evals.adapt`` (a minute).

Each question that a passage is known to answer is to find that passage among all of its language, itself left out:
cross-entropy over the cosines, the better of the passage and its other questions counting, as in the search. The map
starts as the identity and is pulled back to it. The real questions of the sets play no part, so they measure it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.corpus.questions import questions_folder
from assistant.index.adapter import ADAPTER_NAME, Adapter, no_adapter, write_adapter
from assistant.index.embedding import load_embedder
from assistant.index.generation import Generation
from assistant.index.generations import ensure
from assistant.retrieval.retriever import QUESTION_OFFSET
from assistant.settings import load_settings

# Chosen on the development questions (docs/architecture.md): more passes or a weaker pull fit the questions by heart.
_PASSES, _BATCH, _RATE = 5, 192, 1e-3
_TEMPERATURE, _PULL = 0.03, 1e-3
_NEVER = -9.0


def learn(generation: Generation, *, seed: int = 0) -> tuple[Adapter, list[float]]:
    """Fit the map.

    Args:
        generation: index whose passages have questions.
        seed: of the order in which questions are met.

    Returns:
        (map, losses): the map, and the mean loss of each pass.

    Raises:
        ValueError: no passage has questions.
    """
    import torch
    from torch.nn.functional import cross_entropy, normalize

    counts = [len(p.questions) for p in generation.passages]
    if not sum(counts):
        raise ValueError("no passage has questions to learn from")
    torch.manual_seed(seed)
    passages = normalize(torch.tensor(generation.vectors), dim=1)
    questions = normalize(torch.tensor(generation.questions), dim=1)
    owner = torch.tensor(np.repeat(np.arange(len(counts)), counts))
    language = torch.tensor(_languages(generation))
    identity = torch.eye(passages.shape[1])
    change = torch.zeros_like(identity, requires_grad=True)
    optimiser = torch.optim.Adam([change], lr=_RATE)
    steps = _PASSES * -(-len(questions) // _BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    losses = []
    for _ in range(_PASSES):
        total = 0.0
        order = torch.randperm(len(questions))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            turned_passages = normalize(passages @ (identity + change), dim=1)
            turned = normalize(questions @ (identity + change), dim=1)
            asked = turned[batch] @ turned.T - QUESTION_OFFSET
            # A question must not find its passage by itself.
            asked = asked.index_put((torch.arange(len(batch)), batch), torch.tensor(_NEVER))
            cosines = (turned[batch] @ turned_passages.T).scatter_reduce(1, owner.expand(len(batch), -1), asked, "amax")
            cosines = cosines.masked_fill(language[None, :] != language[owner[batch]][:, None], _NEVER)
            loss = cross_entropy(cosines / _TEMPERATURE, owner[batch])
            optimiser.zero_grad()
            torch.autograd.backward(loss + _PULL * (change**2).sum())
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        losses.append(total / len(questions))
    matrix = (identity + change).detach().numpy().astype(np.float32)
    return _levelled(generation, Adapter(matrix, 1.0, 0.0)), losses


def _levelled(generation: Generation, adapter: Adapter) -> Adapter:
    """The map with the scale and shift that give the average and the best cosine the model's own values."""
    (mean, best), (turned_mean, turned_best) = (
        _cosines(generation, a) for a in (no_adapter(len(adapter.matrix)), adapter)
    )
    scale = (best - mean) / (turned_best - turned_mean)
    return Adapter(adapter.matrix, scale, mean - scale * turned_mean)


def _cosines(generation: Generation, adapter: Adapter) -> tuple[float, float]:
    """(mean over all, mean of the best) cosine of the passages' questions to the passages."""
    cosines = adapter.turn(generation.questions) @ adapter.turn(generation.vectors).T
    return float(cosines.mean()), float(cosines.max(axis=1).mean())


def _languages(generation: Generation) -> npt.NDArray[np.int64]:
    """A number for the language of each passage, (n,)."""
    names = [generation.documents[p.document_id].language.value for p in generation.passages]
    return np.array([sorted(set(names)).index(n) for n in names], dtype=np.int64)


def main(argv: Sequence[str] | None = None) -> None:
    argparse.ArgumentParser(description=__doc__).parse_args(argv)
    settings = load_settings()
    embedder = load_embedder(settings.embedding_model)
    adapter, losses = learn(ensure(settings.corpus, settings.index, embedder))
    path = questions_folder(settings.corpus) / ADAPTER_NAME
    write_adapter(path, embedder.name, adapter)
    print(f"{path}: loss {' '.join(f'{loss:.3f}' for loss in losses)}")


if __name__ == "__main__":
    main()
