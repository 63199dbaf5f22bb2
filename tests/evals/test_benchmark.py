"""Retrieval on a small folder in the public format, end to end with the real model."""

import json
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.errors import QuestionFileError
from assistant.settings import Settings
from evals.benchmark import run_benchmark

PASSAGES = [
    {"id": "p1", "text": "产业学院的师资要求是至少4名1+X认证讲师。"},
    {"id": "p2", "text": "中级教材《跨境电商B2B店铺数据运营》建议学时为48。"},
    {"id": "p3", "text": "The basic length of schooling is three years."},
    {"id": "p4", "text": "产业学院应有至少四位持证讲师。" + "这句话很长。" * 300},
]
QUESTIONS = [
    {"id": "q1", "question": "产业学院至少要几名讲师？", "gold": ["p1", "p4"], "answers": ["4"]},
    {"id": "q2", "question": "中级教材多少学时？", "gold": ["p2"], "answers": ["48"]},
    {"id": "q3", "question": "How long is the schooling?", "gold": ["p3"], "answers": ["three"]},
]


def write(folder: Path, passages: list[dict[str, object]], questions: list[dict[str, object]]) -> Path:
    for name, lines in (("passages", passages), ("questions", questions)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_through_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, PASSAGES, QUESTIONS)
    assert main(["eval", "--benchmark", str(folder)]) == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "passages_per_s", "query_ms"} <= set(figures)
    assert (figures["passages"], figures["questions"]) == (4, 3)
    assert figures["recall@1"] == figures["mrr@10"] == 1
    # Of the two gold passages of q1 only one can stand first.
    assert figures["gold_recall@1"] == pytest.approx((0.5 + 1 + 1) / 3, abs=1e-3)
    assert figures["gold_recall@5"] == 1
    assert figures["passages_per_s"] > 0
    assert figures["query_ms"] > 0


def test_the_first_sentence_that_would_be_shown_is_judged_by_the_answers(tmp_path: Path) -> None:
    text = "会展专业的教材有三本。产业学院的师资要求是至少4名讲师。中级教材的建议学时为48。"
    passages = [{"id": "p", "text": text}, {"id": "single", "text": "产业学院要4名讲师。"}]
    questions = [
        {"id": "right", "question": "产业学院至少要几名讲师？", "gold": ["p"], "answers": ["4"]},
        {"id": "wrong", "question": "产业学院的讲师用什么教材？", "gold": ["p"], "answers": ["48"]},
        {"id": "no choice", "question": "产业学院要几名讲师？", "gold": ["single"], "answers": ["4"]},
    ]
    figures = run_benchmark(write(tmp_path, passages, questions), Settings())
    assert (figures["sentence_first"], figures["sentence_pairs"]) == (0.5, 2)


def test_without_its_passage_a_question_is_refused(tmp_path: Path) -> None:
    passages = [*PASSAGES[:3], *({"id": f"f{n}", "text": f"第{n}号展厅周{n % 7}闭馆。"} for n in range(20))]
    questions = [{**q, "gold": [g for g in q["gold"] if g != "p4"]} for q in QUESTIONS]
    figures = run_benchmark(write(tmp_path, passages, questions), Settings())
    assert figures["rejection_questions"] == 3
    assert float(figures["answered"]) > 0.5
    assert figures["rejected"] == 1


def test_two_runs_rank_alike(tmp_path: Path) -> None:
    folder = write(tmp_path, PASSAGES, QUESTIONS)
    first, second = run_benchmark(folder, Settings()), run_benchmark(folder, Settings())
    assert first["ndcg@10"] == second["ndcg@10"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"id": "q", "question": "x", "gold": ["nowhere"]}, "gold"),
        ({"id": "q", "question": "x", "gold": []}, "gold"),
        ({"id": "q", "gold": ["p1"]}, "question"),
    ],
)
def test_names_the_field_that_is_wrong(tmp_path: Path, question: dict[str, object], message: str) -> None:
    folder = write(tmp_path, PASSAGES, [question])
    with pytest.raises(QuestionFileError, match=message):
        run_benchmark(folder, Settings())


def test_an_absent_folder_is_an_error_not_a_figure(tmp_path: Path) -> None:
    assert main(["eval", "--benchmark", str(tmp_path / "absent")]) == 1
