"""Metrics against values worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Authority, Citation, Document, Language
from evals.metrics.citations import is_valid, supported_facts
from evals.metrics.facts import fact_recall, is_correct, is_too_long, normalise
from evals.metrics.intervals import bootstrap, paired_difference
from evals.metrics.retrieval import score_rankings

DOCUMENT = Document(
    id="d",
    title="t",
    short_title="t",
    publisher="p",
    authority=Authority.PAPER,
    issued=None,
    effective=None,
    supersedes=None,
    language=Language.ZH,
    translation_of=None,
    repost=False,
    original="",
    aliases=(),
    scope_terms=(),
    text="中级教材64学时。",
    sections=(),
)


def citation(start: int, end: int, quote: str, document: str = "d") -> Citation:
    return Citation(document, "t", "p", None, "1", quote, start, end, "paper")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１＋Ｘ 证书（中级）！", "1+x证书中级"),
        ("50% 以上，1.2.3；A/B & c-d = 4", "50%以上1.2.3a/b&c-d=4"),
        ("**2**门\n「课」、\t\u3000《书》", "2门课书"),
        ("|2|", "|2|"),
        ("", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


# Loose accents (A + ´) may join their letter once the space between them is gone, so they are left out.
@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs", "Po", "Ps", "Pe"])))
def test_normalise_has_no_white_space_and_is_stable(text: str) -> None:
    once = normalise(text)
    assert not any(c.isspace() for c in once)
    assert normalise(once) == once


def test_fact_recall() -> None:
    facts = [["2门", "两门"], ["32"], ["64"]]
    assert fact_recall("增设 两 门课，每门３２学时", facts) == pytest.approx(2 / 3)
    assert fact_recall("", facts) == 0
    assert fact_recall("无所谓", []) is None


@pytest.mark.parametrize(
    ("answer", "changes", "correct"),
    [
        ("共64学时", {}, True),
        ("共64学时", {"refused": True}, False),
        ("共48学时", {}, False),
        ("共64学时，费用80元", {"forbidden": ["80元"]}, False),
        ("64" + "字" * 599, {}, False),
        ("64" + "字" * 598, {}, True),
        ("64" + "字" * 599, {"category": "comparison"}, True),
        ("没有资料", {"answerable": False, "facts": [], "refused": True}, True),
        ("没有资料，大约80元", {"answerable": False, "facts": [], "refused": True, "forbidden": ["80元"]}, False),
        ("80元", {"answerable": False, "facts": [], "refused": False}, False),
        # A refusal may be long: the rule on length is about answers.
        ("没" * 700, {"answerable": False, "facts": [], "refused": True}, True),
    ],
)
def test_is_correct(answer: str, changes: dict[str, object], correct: bool) -> None:
    arguments: dict[str, object] = {
        "refused": False,
        "answerable": True,
        "category": "exam_requirement",
        "facts": [["64"]],
    }
    assert is_correct(answer, **{**arguments, **changes}) is correct


def test_is_too_long_counts_characters_as_written() -> None:
    assert not is_too_long(" " * 600, "x")
    assert is_too_long(" " * 601, "x")


@pytest.mark.parametrize(
    ("one", "valid"),
    [
        (citation(4, 8, "64学时"), True),
        (citation(5, 8, "64学时"), False),
        (citation(4, 8, "64 学时"), False),
        (citation(4, 8, "64学时", document="e"), False),
        (citation(-5, -1, DOCUMENT.text[-5:-1]), False),
        (citation(4, 4, ""), False),
        (citation(4, 99, DOCUMENT.text[4:99]), False),
    ],
)
def test_citation_validity(one: Citation, valid: bool) -> None:
    assert is_valid(one, {"d": DOCUMENT}) is valid


def test_support_counts_only_facts_of_the_answer_and_single_quotes() -> None:
    facts = [["64"], ["中级"], ["高级"]]
    assert supported_facts("中级64学时", facts, ["共64学时", "高级"]) == (1, 2)
    assert supported_facts("中级64学时", facts, ["共6", "4学时，中", "级"]) == (0, 2)
    assert supported_facts("不知道", facts, ["中级64学时"]) == (0, 0)


def test_rankings_by_hand() -> None:
    figures = score_rankings(
        {"a": ["x", "g1", "y", "g2"], "b": ["g"], "c": []},
        {"a": ["g1", "g2"], "b": ["g"], "c": ["z"]},
    )
    assert figures.hit == pytest.approx({1: 1 / 3, 5: 2 / 3, 10: 2 / 3})
    assert figures.gold_recall == pytest.approx({1: 1 / 3, 5: 2 / 3, 10: 2 / 3})
    assert figures.mrr10 == pytest.approx((1 / 2 + 1 + 0) / 3)
    gain = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert figures.ndcg10 == pytest.approx((gain + 1 + 0) / 3)


def test_rankings_count_a_repeated_id_once_and_no_gold_beyond_ten() -> None:
    ten = [str(i) for i in range(10)]
    assert score_rankings({"a": ["x", "x", "g"]}, {"a": ["g"]}).mrr10 == pytest.approx(1 / 2)
    beyond = score_rankings({"a": [*ten, "g"]}, {"a": ["g"]})
    assert (beyond.mrr10, beyond.ndcg10, beyond.hit[10]) == (0, 0, 0)


def test_bootstrap() -> None:
    assert bootstrap([]) is None
    share = bootstrap([1.0] * 80 + [0.0] * 20)
    assert share is not None
    assert share.n == 100
    assert share.value == pytest.approx(0.8)
    # The normal approximation gives .8 ± 1.96 * sqrt(.8 * .2 / 100) = [.722, .878].
    assert share.low == pytest.approx(0.722, abs=0.02)
    assert share.high == pytest.approx(0.878, abs=0.02)
    assert share == bootstrap([1.0] * 80 + [0.0] * 20)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_bootstrap_interval_holds_within_the_range(values: list[float]) -> None:
    share = bootstrap(values)
    assert share is not None
    assert min(values) - 1e-9 <= share.low <= share.high <= max(values) + 1e-9


def test_a_paired_difference_sees_what_two_intervals_do_not() -> None:
    before = [1.0] * 50 + [0.0] * 50
    after = [1.0] * 60 + [0.0] * 40
    difference = paired_difference(before, after)
    assert difference is not None
    assert difference.value == pytest.approx(0.1)
    assert difference.low > 0
    assert paired_difference(before, before) == bootstrap([0.0] * 100)
