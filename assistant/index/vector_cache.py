"""Vectors that ship with the corpus, so that a first start need not compute them.

One compressed file, keyed by model and text. A component takes eight bits, which moves a cosine by .0001
on average and .0011 at most (measured over the corpus). A
passage whose text changed is simply not found and embedded as usual.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.index.damage import DAMAGED
from assistant.index.embedding import Vectors

CACHE_NAME = "vectors.npz"
_LARGEST = 127


def read_cache(path: Path, model: str) -> dict[str, Vectors]:
    """Vectors by text key; empty when the file is absent, of another model or unreadable.

    It is a cache: whatever it lacks is computed, so a damaged one costs time and nothing else.
    """
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["model"]) != model:
                return {}
            vectors = data["vectors"].astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            return dict(zip((str(k) for k in data["keys"]), vectors, strict=True))
    except DAMAGED:
        return {}


def write_cache(path: Path, model: str, vectors: Mapping[str, Vectors]) -> None:
    """Write vectors by their keys, in sorted order so that the same corpus gives the same file."""
    ordered = sorted(vectors)
    np.savez_compressed(
        path,
        model=np.array(model),
        keys=np.array(ordered),
        vectors=np.stack([_in_eight_bits(vectors[k]) for k in ordered]),
    )


def _in_eight_bits(vector: Vectors) -> npt.NDArray[np.int8]:
    """A vector on the scale of its own largest component; readers give it its length of one again."""
    largest = float(np.abs(vector).max()) or 1.0
    return np.asarray(np.rint(vector / largest * _LARGEST), dtype=np.int8)
