"""multilingual-e5-small as an ONNX graph over its 4-bit weights, computed in 8 bits.

One text at a time goes in, (1, tokens) ids, and its unit vector comes out, (1, hidden): the mean of the last layer. A
text is never padded, so that its vector cannot depend on its neighbours. What each token has become comes out as well
where it is asked for, (1, tokens, 2 hidden): after the eighth layer and after the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from assistant.index.e5_weights import BLOCK, E5Weights, FloatArray

INPUT, OUTPUT, STATES = "ids", "vector", "states"
_OPSET, _IR = 21, 10
_EXTENSION = "com.microsoft"
# So many weights of a row, and activations of a token, share a scale. With one scale for all activations of a text the
# cosine to the model in full precision falls from .9995 to .995, and outliers of one token change the others.
_BLOCK = 128
_INT8_ACTIVATIONS = 4
# The layer whose states the reader reads beside the last one's, counted from 0.
_BETWEEN = 7


def build_graph(weights: E5Weights) -> bytes:
    """The serialised model."""
    return _Graph(weights).serialised()


class _Graph:
    def __init__(self, weights: E5Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def serialised(self) -> bytes:
        shape = self._weights.shape
        state = self._embeddings()
        between = state
        for layer in range(shape.layers):
            state = self._layer(f"l{layer}.", state)
            between = state if layer == _BETWEEN else between
        self._node("Concat", [between, state], STATES, axis=2)
        mean = self._node("ReduceMean", [state, self._constant("over", np.array([1]))], "mean", keepdims=0)
        self._node("LpNormalization", [mean], OUTPUT, axis=1, p=2)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])],
            [
                helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, shape.hidden]),
                helper.make_tensor_value_info(STATES, TensorProto.FLOAT, [1, "tokens", 2 * shape.hidden]),
            ],
            self._constants,
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_EXTENSION, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR, producer_name="zhengtu")
        return bytes(model.SerializeToString())

    def _embeddings(self) -> str:
        """Words, places and the one kind of text, normalised: (1, tokens, hidden)."""
        shape = self._weights.shape
        numbers, scales = self._weights.blocks("emb.word", shape.words, shape.hidden)
        packed = numbers[:, 0::2] + numbers[:, 1::2] * np.uint8(16)
        zeros = np.full(scales.size // 2, 0x88, np.uint8)
        inputs = [
            self._four_bits("words", packed, numbers.shape),
            INPUT,
            self._constant("words.scales", scales),
            self._four_bits("words.zeros", zeros, scales.shape),
        ]
        words = self._node("GatherBlockQuantized", inputs, "words.rows", quantize_axis=1, block_size=BLOCK)
        kind = self._weights.floats("emb.type")[: shape.hidden]
        places = self._weights.floats("emb.pos").reshape(shape.positions, shape.hidden) + kind
        length = self._node("Shape", [INPUT], "length", start=1, end=2)
        zero = self._constant("zero", np.array([0]))
        used = self._node("Slice", [self._constant("places", places), zero, length, zero], "places.used")
        scale, bias = (self._constant(f"emb.ln.{p}", self._weights.floats(f"emb.ln.{p}")) for p in "wb")
        added = self._node("Add", [words, used], "embedded")
        return self._node("LayerNormalization", [added, scale, bias], "state", epsilon=shape.epsilon)

    def _layer(self, layer: str, state: str) -> str:
        shape = self._weights.shape
        hidden = shape.hidden
        joined = self._linear([f"{layer}{part}" for part in "qkv"], state, hidden, hidden)
        sizes = self._constant(f"{layer}sizes", np.array([hidden] * 3))
        parts = [f"{layer}{part}.part" for part in "qkv"]
        self._nodes.append(helper.make_node("Split", [joined, sizes], parts, axis=2))
        seen = self._node("MultiHeadAttention", parts, f"{layer}attention", num_heads=shape.heads)
        state = self._added(f"{layer}aln", state, self._linear([f"{layer}ao"], seen, hidden, hidden))
        inner = self._node("Gelu", [self._linear([f"{layer}fi"], state, shape.inner, hidden)], f"{layer}gelu")
        return self._added(f"{layer}oln", state, self._linear([f"{layer}fo"], inner, hidden, shape.inner))

    def _linear(self, names: Sequence[str], inputs: str, rows: int, columns: int) -> str:
        """Matrices one below the other, in 8 bits with one scale for each block of a row."""
        matrix = np.concatenate([self._weights.matrix(f"{n}.w", rows, columns) for n in names])
        blocks = matrix.reshape(len(matrix), -1, _BLOCK)
        scales: FloatArray = np.abs(blocks).max(axis=2) / 127
        name = names[0]
        given = [
            inputs,
            self._constant(f"{name}.w", (np.rint(blocks / scales[..., None]) + 128).astype(np.uint8)),
            self._constant(f"{name}.scales", scales.reshape(-1)),
            "",
            "",
            self._constant(f"{name}.b", np.concatenate([self._weights.floats(f"{n}.b") for n in names])),
        ]
        sizes = {"K": columns, "N": len(matrix), "bits": 8, "block_size": _BLOCK}
        return self._node("MatMulNBits", given, f"{name}.out", **sizes, accuracy_level=_INT8_ACTIVATIONS)

    def _added(self, name: str, state: str, change: str) -> str:
        scale, bias = (self._constant(f"{name}.{p}", self._weights.floats(f"{name}.{p}")) for p in "wb")
        epsilon = self._weights.shape.epsilon
        return self._node("SkipLayerNormalization", [state, change, scale, bias], f"{name}.out", epsilon=epsilon)

    def _node(self, operator: str, inputs: Sequence[str], output: str, **options: Any) -> str:
        domain = "" if onnx.defs.has(operator) else _EXTENSION
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **options))
        return output

    def _constant(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _four_bits(self, name: str, packed: npt.NDArray[np.uint8], shape: tuple[int, ...]) -> str:
        """Two numbers in a byte, the first one in its lower half."""
        self._constants.append(helper.make_tensor(name, TensorProto.UINT4, shape, packed.tobytes(), raw=True))
        return name
