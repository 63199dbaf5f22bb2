"""Ranked lists against gold, computed by trec_eval's code through ``ir-measures``.

- hit@k: share of questions with any gold item among the first k (Success@k).
- gold recall@k: share of a question's gold items among the first k, then the mean (R@k).
- MRR@10: mean of 1 / rank of the first gold item, 0 beyond rank 10 (Voorhees 1999).
- nDCG@10: sum of 1 / log2(rank + 1) over gold items, over that of the ideal list (Järvelin and
  Kekäläinen 2002); relevance is binary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, R, Success, nDCG

DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Means over questions; ``hit`` and ``gold_recall`` by depth."""

    hit: dict[int, float]
    gold_recall: dict[int, float]
    mrr10: float
    ndcg10: float


def score_rankings(rankings: Mapping[str, Sequence[str]], gold: Mapping[str, Sequence[str]]) -> RetrievalFigures:
    """Figures of ranked item ids, best first, by question id.

    Args:
        rankings: for each question the retrieved ids; an id that comes twice counts at its first rank.
        gold: for each question its gold ids, at least one. A question without a ranking scores 0.
    """
    judged = {question: dict.fromkeys(ids, 1) for question, ids in gold.items()}
    run = {
        # trec_eval orders by score and breaks ties by id, so the rank itself becomes the score.
        question: {item: float(-rank) for rank, item in enumerate(dict.fromkeys(rankings.get(question, ())))}
        for question in gold
    }
    measures = [*(Success @ k for k in DEPTHS), *(R @ k for k in DEPTHS), RR @ 10, nDCG @ 10]
    values = ir_measures.calc_aggregate(measures, judged, run)
    return RetrievalFigures(
        hit={k: float(values[Success @ k]) for k in DEPTHS},
        gold_recall={k: float(values[R @ k]) for k in DEPTHS},
        mrr10=float(values[RR @ 10]),
        ndcg10=float(values[nDCG @ 10]),
    )
