"""Answers on disk: the same as asked, and left when interrupted."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Turn
from evals import asking
from evals.asking import AnswerStore, Asked, ask_all, asker, fingerprint
from evals.questions import Question


def question(number: int, text: str) -> Question:
    return Question.model_validate(
        {"id": str(number), "category": "x", "lang": "zh", "question": text, "answerable": True, "facts": [["4"]]}
    )


QUESTIONS = [
    question(1, "产业学院至少要几名1+X认证讲师？"),
    question(2, "中级教材多少学时？"),
    question(3, "产业学院食堂几点开门，吃一顿多少钱？"),
    question(4, ""),
]


def test_stored_answers_are_those_that_were_given(tiny_assistant: Assistant, tmp_path: Path) -> None:
    first = ask_all(asker(tiny_assistant), QUESTIONS, AnswerStore(tmp_path, "x"), "first")

    def nobody(turn: Turn) -> Asked:
        raise AssertionError(f"{turn.question} was asked again")

    again = ask_all(nobody, QUESTIONS, AnswerStore(tmp_path, "x"), "again")
    assert [a.answer.to_json() for a in again] == [a.answer.to_json() for a in first]
    assert [a.forced for a in again] == [a.forced for a in first]
    assert [a.answer.trace.keys() for a in again] == [a.answer.trace.keys() for a in first]
    assert [a.answer.id for a in first] == ["1", "2", "3", "4"]


def test_what_would_have_been_said_is_kept_for_abstentions(tiny_assistant: Assistant) -> None:
    answered, abstained = ask_all(asker(tiny_assistant), [QUESTIONS[0], QUESTIONS[2]], None, "few")
    assert answered.forced is None
    assert abstained.answer.refused
    assert abstained.forced


def test_an_interrupted_run_goes_on_where_it_stopped(tiny_assistant: Assistant, tmp_path: Path) -> None:
    asked: list[str] = []
    ask = asker(tiny_assistant)

    def until_the_third(turn: Turn) -> Asked:
        if len(asked) == 2:
            raise KeyboardInterrupt
        asked.append(turn.question)
        return ask(turn)

    with pytest.raises(KeyboardInterrupt):
        ask_all(until_the_third, QUESTIONS, AnswerStore(tmp_path, "x"), "stopped")
    # A kill may cut the last line off; the answer before it is kept, and the next one is not glued to it.
    with (tmp_path / "x.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"key": "cut')
    later: list[str] = []

    def and_on(turn: Turn) -> Asked:
        later.append(turn.question)
        return ask(turn)

    ask_all(and_on, QUESTIONS, AnswerStore(tmp_path, "x"), "continued")
    assert later == [q.question for q in QUESTIONS[2:]]
    later.clear()
    ask_all(and_on, QUESTIONS, AnswerStore(tmp_path, "x"), "complete")
    assert later == []


def test_other_code_corpus_or_arm_is_another_store(
    tiny_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ROOT", tmp_path)
    code = tmp_path / "code.py"
    code.write_text("1", encoding="utf-8")
    first = fingerprint(tiny_settings, "corpus", "ours", [code])
    assert fingerprint(tiny_settings, "corpus", "ours", [code]) == first
    assert fingerprint(tiny_settings, "corpus", "other", [code]) != first
    assert fingerprint(tiny_settings, "changed", "ours", [code]) != first
    code.write_text("2", encoding="utf-8")
    assert fingerprint(tiny_settings, "corpus", "ours", [code]) != first


def test_old_stores_are_deleted(tmp_path: Path) -> None:
    for number in range(asking._KEEP_STORES + 5):
        (tmp_path / f"{number}.jsonl").write_text("", encoding="utf-8")
    AnswerStore(tmp_path, "new")
    assert len(list(tmp_path.glob("*.jsonl"))) == asking._KEEP_STORES
