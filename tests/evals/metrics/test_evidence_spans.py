"""Character spans against counting characters one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.spans import Span, SpanScore, merge, score_spans, shared_chars

SPANS = st.lists(
    st.builds(lambda d, a, n: Span(d, a, a + n), st.sampled_from("ab"), st.integers(0, 30), st.integers(0, 12))
)


def characters(spans: list[Span]) -> set[tuple[str, int]]:
    return {(s.document, i) for s in spans for i in range(s.start, s.end)}


def test_by_hand() -> None:
    gold = [Span("a", 10, 20)]
    assert score_spans([Span("a", 15, 25), Span("a", 18, 35)], gold) == SpanScore(5 / 20, 5 / 10)
    assert score_spans([Span("b", 10, 20)], gold) == SpanScore(0, 0)
    assert score_spans([], gold) == SpanScore(0, 0)
    assert score_spans([Span("a", 0, 5)], []) is None


@given(SPANS)
def test_merging_keeps_the_characters_and_counts_none_twice(spans: list[Span]) -> None:
    merged = merge(spans)
    assert characters(list(merged)) == characters(spans)
    assert sum(s.end - s.start for s in merged) == len(characters(spans))


@given(SPANS, SPANS)
def test_shared_characters_are_those_in_both(a: list[Span], b: list[Span]) -> None:
    assert shared_chars(a, b) == len(characters(a) & characters(b))


@given(SPANS, SPANS.filter(lambda s: bool(characters(s))))
def test_scores_are_shares(found: list[Span], gold: list[Span]) -> None:
    score = score_spans(found, gold)
    assert score is not None
    assert score.recall == pytest.approx(len(characters(found) & characters(gold)) / len(characters(gold)))
    assert 0 <= score.precision <= 1
