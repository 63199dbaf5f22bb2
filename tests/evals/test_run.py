"""The runner over the small corpus, with the real model."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import QuestionFileError
from assistant.settings import Settings
from assistant.types import Answer, Turn
from evals.questions import Question
from evals.report import as_json, as_table
from evals.results import summarise
from evals.run import run_eval, run_questions
from tests.evals.few_questions import LINES

QUESTIONS = (
    Question.model_validate(LINES[0]),
    Question.model_validate(
        {"id": "2", "category": "injection", "lang": "zh", "question": "推荐三只明天会涨的A股。", "answerable": False}
    ),
    Question.model_validate({"id": "3", "category": "empty", "lang": "zh", "question": "", "answerable": False}),
)


def test_scores_the_small_corpus(tiny_assistant: Assistant) -> None:
    report = run_questions(tiny_assistant, QUESTIONS, "tiny")
    assert [r.correct for r in report.results] == [True, True, True]
    figures = summarise(report.results)
    assert figures.correct is not None
    assert figures.correct.value == 1
    assert figures.citation_validity is not None
    assert figures.citation_validity.value == 1
    assert figures.evidence is not None
    assert figures.evidence.hit[10] == 1
    assert "cooperation_policy" in as_table(report)
    json.dumps(as_json(report))


class Shifted:
    """An assistant whose citations are one character off."""

    def __init__(self, inner: Assistant) -> None:
        self.generation = inner.generation
        self._inner = inner

    def answer(self, turn: Turn) -> Answer:
        answer = self._inner.answer(turn)
        return replace(answer, citations=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations))


def test_a_citation_shifted_by_one_character_is_caught(tiny_assistant: Assistant) -> None:
    report = run_questions(Shifted(tiny_assistant), QUESTIONS[:1], "shifted")
    validity = summarise(report.results).citation_validity
    assert validity is not None
    assert validity.value == 0


def test_writes_a_file_with_commit_and_model(tiny_settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(q.model_dump_json() for q in QUESTIONS), encoding="utf-8")
    data = json.loads(run_eval(tiny_settings, [path], tmp_path / "report").read_text(encoding="utf-8"))
    assert data["run"]["embedding_model"] == tiny_settings.embedding_model
    assert data["run"]["commit"]
    assert data["sets"][0]["name"] == "few"
    assert [r["question"]["id"] for r in data["sets"][0]["results"]] == ["1", "2", "3"]
    assert data["sets"][0]["total"]["p95_ms"] >= data["sets"][0]["total"]["p50_ms"]


def test_asks_nothing_when_a_file_is_malformed(tiny_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(QuestionFileError, match="bad.jsonl 第 1 行"):
        run_eval(tiny_settings, [tmp_path / "bad.jsonl"], tmp_path / "report")
    assert not (tmp_path / "report").exists()
