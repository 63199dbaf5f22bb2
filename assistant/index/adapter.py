"""A linear map that turns the vectors of a general embedding model towards one corpus.

``corpus/questions/adapter.npz`` is learned from the passages' own questions (``evals/adapt.py``): each question is to
find its passage among all. Questions, passages and their questions go through the same map; vectors in files and in
Chroma stay those of the model, so that another map, or none, needs no new embedding. A corpus without the file, and
any other embedding model, is searched with the model's own vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import CorpusError
from assistant.index.damage import DAMAGED
from assistant.index.embedding import Vectors

ADAPTER_NAME = "adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """The map, (dimension, dimension); ``scale`` and ``shift`` bring its cosines to the range of the model's own.

    After them an average passage, and the best one, have the cosine to a question that they had before: what is
    read from cosines (whether anything answers) holds with and without a map.
    """

    matrix: Vectors
    scale: float
    shift: float

    def turn(self, vectors: Vectors) -> Vectors:
        """Vectors (n, dimension) or (dimension,) through the map, of unit length again."""
        if not vectors.size:
            return vectors
        turned = vectors @ self.matrix
        length = np.linalg.norm(turned, axis=-1, keepdims=True)
        return np.asarray(turned / np.where(length > 0, length, 1.0), dtype=np.float32)

    def level(self, cosines: Vectors) -> Vectors:
        """Cosines between turned vectors in the range of the model's own."""
        return np.asarray(cosines * self.scale + self.shift, dtype=np.float32)


def no_adapter(dimension: int) -> Adapter:
    """The map that changes nothing."""
    return Adapter(np.eye(dimension, dtype=np.float32), 1.0, 0.0)


def read_adapter(path: Path, model: str) -> Adapter | None:
    """The map in a file; None where there is no file or it is for another model.

    Raises:
        CorpusError: the file is there and cannot be used.
    """
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as data:
            adapter = Adapter(data["matrix"].astype(np.float32), float(data["scale"]), float(data["shift"]))
            known = str(data["model"]) == model
    except DAMAGED as error:
        raise CorpusError(f"{path} 无法读取：{error}。请恢复该文件，或删除它后再试。", path) from error
    matrix = adapter.matrix
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.isfinite(matrix).all():
        raise CorpusError(f"{path} 不是方阵或含有无效的数。请运行 python -m evals.adapt 重新生成，或删除它。", path)
    return adapter if known else None


def write_adapter(path: Path, model: str, adapter: Adapter) -> None:
    """Write a map in half precision, compressed."""
    np.savez_compressed(
        path,
        model=np.array(model),
        matrix=adapter.matrix.astype(np.float16),
        scale=np.array(adapter.scale),
        shift=np.array(adapter.shift),
    )
