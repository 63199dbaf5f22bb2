"""The judge: what states something asked comes first, and what says it again is worth little."""

import numpy as np
import pytest

from assistant.evidence.evidence import Form
from assistant.evidence.judge import Judge
from assistant.evidence.trees import Trees
from assistant.types import Turn


@pytest.fixture(scope="module")
def weigh(assistant):
    judge = Judge(assistant.retriever)

    def judged(question):
        turn = Turn(question)
        query, found = assistant.reader.best(turn, assistant.reader.understand(turn))
        return judge.weigh(query, assistant.reader.vector(query), found, assistant.reader.sure(found))

    return judged


def test_a_tree_is_walked_to_its_leaf():
    tree = [[0, 1.5, 1, 2, 0], [0, 0, -1, -1, -2.0], [0, 0, -1, -1, 2.0]]
    low, high = Trees.of([tree], 0.0, [0]).probability(np.array([[1.0], [2.0]]))
    assert low == pytest.approx(1 / (1 + np.exp(2)))
    assert high == pytest.approx(1 / (1 + np.exp(-2)))


def test_what_answers_is_sure_and_comes_first(weigh):
    judged = weigh("中职跨境电商专业的生师比是多少")
    best, *rest = judged.pieces
    assert "20" in best.text
    assert best.probability > 0.7
    assert all(e.probability < best.probability for e in rest)
    assert judged.answers > 0.8


def test_a_question_that_no_source_answers_gets_nothing_sure(weigh):
    judged = weigh("双高校验收里1+X考证人数占多少分值")
    assert judged.pieces[0].probability < 0.5
    assert judged.answers < 0.5


def test_evidence_quotes_its_document(assistant, weigh):
    judged = weigh("国际搜索引擎优化与营销有几章").pieces
    assert {e.form for e in judged} <= {Form.SPAN, Form.ROW}
    assert len({e.key for e in judged}) == len(judged)
    for evidence in judged:
        for place in evidence.citations:
            assert assistant.generation.documents[place.document].text[place.start : place.end] == place.quote
