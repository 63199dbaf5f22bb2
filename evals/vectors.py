"""Vectors of other texts than the index holds, kept beside the results since computing them takes minutes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tqdm import tqdm

from assistant.index.embedding import Embedder, Vectors
from assistant.index.reuse import Progress
from assistant.index.vector_cache import read_cache, write_cache

_EMBED_BATCH = 32
# Written this often, so that an interrupted run loses seconds.
_BATCHES_PER_WRITE = 8


def embed_kept(
    texts: Sequence[str], embedder: Embedder, path: Path, name: str, progress: Progress | None = None
) -> Vectors:
    """(n, dimension) in the order of the texts; those of ``path`` are read, the others computed and written there.

    All come from the file in the end, whose half precision would otherwise make a second run differ.

    Args:
        texts: n of them, one or more.
        embedder: the model; vectors of another model are never reused.
        path: the file, made if absent.
        name: what the progress bar on standard error says.
        progress: called with (computed, to compute) in place of the bar; the two are equal only once the file
            is complete.
    """
    keys = [hashlib.sha256(t.encode()).hexdigest()[:24] for t in texts]
    known = read_cache(path, embedder.name)
    text_of = dict(zip(keys, texts, strict=True))
    # Texts of like length share a batch, as in the index.
    missing = sorted((k for k in text_of if k not in known), key=lambda k: len(text_of[k]))
    with tqdm(
        total=len(missing), desc=name, unit="段", file=sys.stderr, disable=not missing or progress is not None
    ) as bar:
        for number, start in enumerate(range(0, len(missing), _EMBED_BATCH), start=1):
            batch = missing[start : start + _EMBED_BATCH]
            known.update(zip(batch, embedder.embed_passages([text_of[k] for k in batch]), strict=True))
            bar.update(len(batch))
            if number % _BATCHES_PER_WRITE == 0 or start + _EMBED_BATCH >= len(missing):
                _replace(path, embedder.name, known)
            if progress is not None:
                progress(min(start + _EMBED_BATCH, len(missing)), len(missing))
    if progress is not None:
        progress(len(missing), len(missing))
    if missing:
        known = read_cache(path, embedder.name)
    return np.stack([known[k] for k in keys])


def _replace(path: Path, model: str, vectors: dict[str, Vectors]) -> None:
    """Write the file whole or not at all, whenever the process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    write_cache(new, model, vectors)
    new.replace(path)
