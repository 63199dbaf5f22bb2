"""Question files: what is read, and that a malformed one is named by file, line and field."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import QuestionFileError
from assistant.settings import ROOT
from evals.questions import load_questions

GOOD: dict[str, Any] = {
    "id": "Q1",
    "category": "exam_requirement",
    "lang": "zh",
    "persona": "student",
    "question": "中级教材一共多少学时？",
    "history": [{"role": "user", "content": "你好"}],
    "as_of": "2024-05-01",
    "answerable": True,
    "facts": [["64", "六十四"]],
    "forbidden": ["80"],
    "sources": ["001"],
    "evidence_at": [{"document": "rules", "locator": "第2节"}],
    "note": "",
}


def write(path: Path, *lines: Any) -> Path:
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_reads_every_field(tmp_path: Path) -> None:
    (question,) = load_questions(write(tmp_path / "q.jsonl", GOOD, ""))
    assert question.facts == (("64", "六十四"),)
    assert str(question.evidence_at[0]) == "rules#第2节"
    turn = question.turn()
    assert (turn.id, turn.as_of, turn.history[0].content) == ("Q1", date(2024, 5, 1), "你好")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, "id"),
        ({"lang": "fr"}, "lang"),
        ({"answerable": "perhaps"}, "answerable"),
        ({"facts": [[]]}, "facts.0"),
        ({"facts": []}, "facts"),
        ({"facts": ["64"]}, "facts.0"),
        ({"history": [{"role": "system", "content": "x"}]}, "history.0.role"),
        ({"as_of": "May 2024"}, "as_of"),
        ({"evidence_at": [{"document": "rules"}]}, "evidence_at.0.locator"),
        ({"answer": "64"}, "answer"),
    ],
)
def test_names_line_and_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    path = write(tmp_path / "bad.jsonl", GOOD, {**GOOD, "id": "Q2", **change})
    with pytest.raises(QuestionFileError) as error:
        load_questions(path)
    assert str(path) in str(error.value)
    assert "第 2 行" in str(error.value)
    assert field in str(error.value)


@pytest.mark.parametrize("line", ["{not json", "[1, 2]", '"text"', "null"])
def test_names_a_line_that_is_no_object(tmp_path: Path, line: str) -> None:
    with pytest.raises(QuestionFileError, match="第 2 行"):
        load_questions(write(tmp_path / "bad.jsonl", GOOD, line))


def test_refuses_an_id_twice(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="字段 id：Q1"):
        load_questions(write(tmp_path / "twice.jsonl", GOOD, GOOD))


def test_refuses_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="absent"):
        load_questions(tmp_path / "absent.jsonl")
    with pytest.raises(QuestionFileError, match="空"):
        load_questions(write(tmp_path / "empty.jsonl", "", " "))
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(QuestionFileError, match="binary"):
        load_questions(tmp_path / "binary.jsonl")


def test_line_separators_within_a_string_do_not_split_it(tmp_path: Path) -> None:
    line = json.dumps({**GOOD, "note": "a\u2028b\x85c"}, ensure_ascii=False)
    (question,) = load_questions(write(tmp_path / "q.jsonl", line))
    assert question.note == "a\u2028b\x85c"


def test_our_evidence_places_exist() -> None:
    """Every place that a development question names is a locator of our corpus."""
    from assistant.corpus.loaders import load_corpus
    from assistant.corpus.passages import split_document

    documents = load_corpus(ROOT / "corpus" / "documents")
    places = {f"{d.id}#{p.locator}" for d in documents for p in split_document(d)}
    for question in load_questions(ROOT / "evals" / "questions" / "dev.jsonl"):
        assert {str(p) for p in question.evidence_at} <= places, question.id
