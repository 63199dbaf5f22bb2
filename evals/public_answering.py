"""Answering on a public set, by the assistant's own stages: the sentence that answers, and refusing without it.

Sentence extraction: is the sentence of a gold passage that the assistant would show first one that holds an
answer? Negative rejection, in the manner of RGB (Chen et al. 2023, arXiv:2309.01431): each question is asked with
its gold passages there, and once more with them taken out.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import numpy as np
from tqdm import tqdm

from assistant.answering.abstention import load_model
from assistant.answering.extraction import answers
from assistant.answering.rendering import sentence_worth
from assistant.corpus.passages import MAX_PASSAGE_CHARS, sentence_spans
from assistant.index.embedding import Embedder, Vectors
from assistant.index.lexical import LexicalIndex
from assistant.types import Language, Turn
from assistant.understanding.language import content
from evals.bare_passages import assistant_over, search
from evals.public_sets import PublicPassage, PublicQuestion

# What the reference figures in shared/benchmarks/README.md keep of the answerable.
_KEEP = 0.95
_REJECTION_SAMPLE = 400


def sentence_extraction(
    passages: Sequence[PublicPassage], questions: Sequence[PublicQuestion], index: LexicalIndex
) -> dict[str, float | int]:
    """How often the first sentence that the assistant would show holds an answer.

    Asked of gold passages of two sentences or more, one of which holds an answer.

    Returns:
        ``sentence_first`` (share, 0 without such passages) and ``sentence_pairs`` (question and passage).
    """
    texts = {p.id: p.text for p in passages}
    hits = []
    for question in questions:
        asked = content(question.question)
        for text in (texts[g] for g in question.gold):
            limit = MAX_PASSAGE_CHARS[Language.ZH]
            sentences = [text[a:b] for a, b in sentence_spans(text, 0, len(text), limit)]
            holding = [any(a and a in s for a in question.answers) for s in sentences]
            if len(sentences) > 1 and any(holding):
                worth = sentence_worth(sentences, asked, index)
                hits.append(holding[max(range(len(sentences)), key=lambda i: (worth[i], -i))])
    return {"sentence_first": round(float(np.mean(hits)), 4) if hits else 0.0, "sentence_pairs": len(hits)}


def negative_rejection(
    passages: Sequence[PublicPassage], questions: Sequence[PublicQuestion], vectors: Vectors, embedder: Embedder
) -> dict[str, float | int]:
    """What the shipped abstention model answers with the gold passages there, and refuses without them.

    Returns:
        ``answered`` and ``rejected`` are shares as the assistant decides; ``rejected_at_.95_answered`` is the share
        that the model alone refuses where its threshold keeps .95 of the answerable; ``rejection_questions`` is
        how many were drawn (always the same ones).
    """
    assistant = assistant_over([(p.id, p.text) for p in passages], vectors, embedder)
    model = load_model(embedder.name, expanded=False)
    everything = {p.id for p in passages}
    drawn = random.Random(1).sample(list(questions), min(_REJECTION_SAMPLE, len(questions)))
    answered, rejected, there, gone = 0, 0, [], []
    for question in tqdm(drawn, desc="拒答 rejection", unit="题", file=sys.stderr):
        turn = Turn(question.question)
        present = search(assistant, turn, everything)
        absent = search(assistant, turn, everything - set(question.gold))
        answered += answers(present, model)
        rejected += not answers(absent, model)
        there.append(model.probability(present.signals))
        gone.append(model.probability(absent.signals))
    threshold = float(np.quantile(there, 1 - _KEEP))
    return {
        "answered": round(answered / len(drawn), 4),
        "rejected": round(rejected / len(drawn), 4),
        "rejected_at_.95_answered": round(float(np.mean(np.array(gone) < threshold)), 4),
        "rejection_questions": len(drawn),
    }
