"""An assistant over bare passages, as public sets have them: no headers, no records, no documents around them."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np

from assistant.answering.abstention import AbstentionModel
from assistant.answering.extraction import Found, find
from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue
from assistant.index.embedding import Embedder, Vectors
from assistant.index.generation import Generation, Manifest
from assistant.index.lexical import LexicalIndex
from assistant.types import Authority, Document, Passage, Turn
from assistant.understanding.query import understand


def assistant_over(
    passages: Sequence[tuple[str, str]],
    vectors: Vectors,
    embedder: Embedder,
    abstention: AbstentionModel | None = None,
) -> Assistant:
    """An assistant over (id, text) pairs, each a document of its own.

    Args:
        passages: ids and texts.
        vectors: of the texts, (n, dimension).
        embedder: that made the vectors.
        abstention: the shipped model by default.
    """
    made = tuple(Passage(id_, id_, "全文", "", text, 0, len(text)) for id_, text in passages)
    documents = {
        p.id: Document(
            p.id, p.id, p.id, "", Authority.UNKNOWN, None, None, None, p.language, None, False, "", (), (), p.text, ()
        )
        for p in made
    }
    manifest = Manifest(
        format=0,
        model=embedder.name,
        dimension=embedder.dimension,
        corpus_hash="",
        documents=len(made),
        passages=len(made),
        embedded=0,
        built_at="",
    )
    index = LexicalIndex.build([p.searchable for p in made])
    none = np.zeros((0, embedder.dimension), dtype=np.float32)
    return Assistant(Generation(manifest, documents, made, vectors, index, none), embedder, Catalogue(), abstention)


def search(assistant: Assistant, turn: Turn, documents: Set[str] = frozenset()) -> Found:
    """What the passages hold for a question, over some documents (empty for all).

    Raises:
        QuestionError: the question is empty, too long, or not text.
    """
    query = understand(turn, assistant.lexicon, assistant.speller)
    vector = assistant.embedder.embed_query(query.standalone)
    return find(query, vector, assistant.retriever, assistant.lexicon, documents=documents)
