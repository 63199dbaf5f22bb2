"""Any sentence-transformers model fits in: a small one is made here, saved, loaded by its folder and asked."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.errors import EmbeddingError
from assistant.index.bundled import BundledEmbedder
from assistant.index.embedding import load_embedder
from assistant.settings import Settings
from assistant.types import Status, Turn
from tests.conftest import RULES

MODEL_DIMENSION = 64


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory):
    """A sentence-transformers model in a folder: static embeddings of a character vocabulary, with e5's prompts."""
    models = pytest.importorskip("sentence_transformers")
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, pre_tokenizers
    from tokenizers import models as parts

    characters = sorted(set(RULES) | set("产业学院至少要几名讲师教材一共多少学时?？"))
    tokenizer = Tokenizer(parts.WordLevel({c: i for i, c in enumerate(["[UNK]", *characters])}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(0).normal(size=(len(characters) + 1, MODEL_DIMENSION)).astype(np.float32)
    folder = tmp_path_factory.mktemp("model") / "characters"
    model = models.SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts={"query": "query: ", "document": "passage: "},
        device="cpu",
    )
    model.save(str(folder))
    return folder


def test_a_model_from_a_folder_gives_unit_vectors_with_its_own_prompts(model_folder):
    embedder = load_embedder(str(model_folder))
    assert embedder.dimension == MODEL_DIMENSION
    passages = embedder.embed_passages(["产业学院的师资要求", "教材清单"])
    query = embedder.embed_query("产业学院的师资要求")
    assert passages.shape == (2, MODEL_DIMENSION)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert passages[0] @ query > passages[1] @ query
    # The prompts differ, so the same words as a query and as a passage are not the same vector.
    assert not np.allclose(passages[0], query)


def test_an_index_is_built_and_asked_with_that_model(model_folder, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "rules.md").write_text(RULES, encoding="utf-8")
    assistant = Assistant.open(Settings(corpus=corpus, index=tmp_path / "index", embedding_model=str(model_folder)))
    answer = assistant.answer(Turn("产业学院至少要几名1+X认证讲师？"))
    assert answer.status is Status.ANSWERED
    assert "4" in answer.answer
    assert assistant.generation.manifest.model == str(model_folder)


def test_a_model_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(EmbeddingError, match="无法加载"):
        load_embedder(str(tmp_path / "nothing"))


def test_every_passage_of_our_corpus_fits_into_the_bundled_model(assistant):
    embedder = BundledEmbedder()
    longest = max(assistant.generation.passages, key=lambda p: len(p.searchable))
    assert embedder.count_tokens(longest.searchable) <= 512
