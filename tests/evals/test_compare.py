"""The whole comparison over the small corpus, and what its reports show and keep back."""

import html.parser
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import ResultFileError, SecondProcessError
from assistant.settings import Settings
from evals import compare as compare_module
from evals.ablations import ablations
from evals.compare import compare, main
from evals.consistency import measure_consistency
from evals.earlier import changes, load_earlier
from evals.labels import ARMS, FIGURES
from evals.markdown import as_markdown
from evals.outcome import Outcome
from evals.questions import Question, load_questions
from evals.report_html import as_html
from evals.results import Summary
from evals.robustness import measure_robustness
from evals.run import run_questions, write
from tests.evals.few_questions import LINES

SECRET = {**LINES[0], "id": "SECRET-7", "category": "secret_category", "question": "人才基地至少要几名认证讲师？秘密"}


def write_lines(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compared")


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return [write_lines(folder / "few.jsonl", *LINES), write_lines(folder / "own-test.jsonl", SECRET)]


@pytest.fixture(scope="module")
def outcome(tiny_assistant: Assistant, tiny_settings: Settings, files: list[Path], folder: Path) -> Outcome:
    """Everything but LangChain, whose packages the tests do without."""
    return compare(tiny_settings, files, folder, leave_out=["baselines"])


@pytest.fixture(scope="module")
def questions(files: list[Path]) -> tuple[Question, ...]:
    return load_questions(files[0])


def test_every_part_is_measured(outcome: Outcome) -> None:
    assert [a.name for a in outcome.development] == [
        "ours",
        "no_header",
        "no_questions",
        "no_adapter",
        "no_catalogue",
        "no_bm25",
        "no_dense",
        "rrf_fusion",
    ]
    assert [a.name for a in outcome.held_out] == ["ours"]
    assert outcome.development[0].n == 3
    assert outcome.development[0].difference is None
    assert outcome.consistency is not None
    assert outcome.consistency.same.value == 1
    assert outcome.robustness is not None
    assert {w.variant.value for w in outcome.robustness.written} == {"typos", "traditional", "full_width"}


def test_ablations_take_out_what_they_say(tiny_assistant: Assistant, folder: Path) -> None:
    made = {name: make() for name, make in ablations(tiny_assistant, folder / "headers.npz").items()}
    assert set(made) <= set(ARMS)
    assert all(p.header == "" for p in made["no_header"].generation.passages)
    question = "产业学院 4名讲师"
    vector = tiny_assistant.embedder.embed_query(question)
    hits = {name: a.retriever.search(question, vector).hits for name, a in made.items()}
    assert [h.passage for h in hits["no_bm25"]] == [h.passage for h in sorted(hits["no_bm25"], key=lambda h: -h.dense)]
    assert [h.passage for h in hits["no_dense"]] == [
        h.passage for h in sorted(hits["no_dense"], key=lambda h: -h.lexical)
    ]
    # Later stages weigh scores, so another fusion has to stay in their range.
    assert 0 < hits["rrf_fusion"][-1].score < hits["rrf_fusion"][0].score <= 1


def test_robustness_compares_the_same_questions(tiny_assistant: Assistant, questions: tuple[Question, ...]) -> None:
    report = run_questions(tiny_assistant, questions, "few")
    wordings = [report.results[0], report.results[0], report.results[1]]
    named = [
        replace(r, question=r.question.model_copy(update={"id": i}))
        for r, i in zip(wordings, ("A-p1", "A-p2", "B-p1"), strict=True)
    ]
    measured = measure_robustness(tiny_assistant, report.results, None, "few", named)
    assert measured is not None
    assert measured.all_right.n == 3
    # The second question is wrong as it stands.
    assert measured.all_right.value <= 2 / 3
    assert measured.paraphrases is not None
    assert measured.every_paraphrase is not None
    assert measured.paraphrases.value == pytest.approx(2 / 3)
    assert (measured.every_paraphrase.value, measured.every_paraphrase.n) == (0.5, 2)
    for written in measured.written:
        before = sum(r.correct for r in report.results) / 3
        if written.correct.n == 3:
            assert written.difference.value == pytest.approx(written.correct.value - before)


def test_another_answer_in_the_second_process_is_seen(
    tiny_assistant: Assistant, tiny_settings: Settings, questions: tuple[Question, ...]
) -> None:
    results = list(run_questions(tiny_assistant, questions, "few").results)
    results[1].answer["answer"] += "。"
    same, differing = measure_consistency(tiny_settings, results, "few")
    assert same is not None
    assert same.value == pytest.approx(2 / 3)
    assert differing == ["2"]


def test_a_second_process_that_ends_is_an_error(
    tiny_assistant: Assistant, tiny_settings: Settings, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    results = run_questions(tiny_assistant, questions, "few").results
    nowhere = tiny_settings.model_copy(update={"corpus": tmp_path / "absent", "index": tmp_path / "none"})
    with pytest.raises(SecondProcessError):
        measure_consistency(nowhere, results, "few")


class Page(html.parser.HTMLParser):
    """Collects addresses and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [v or "" for k, v in attrs if k in ("src", "href", "action", "data")]


def test_the_page_needs_nothing_from_outside(outcome: Outcome) -> None:
    page = as_html(outcome)
    parsed = Page()
    parsed.feed(page)
    assert parsed.addresses == []
    assert not parsed.tags & {"script", "link", "iframe", "img"}
    assert not re.search(r"url\(|@import", page)
    assert "svg" in parsed.tags


def test_the_page_shows_failures_with_answer_citations_and_trace(outcome: Outcome) -> None:
    page = as_html(outcome)
    wrong = next(r for r in outcome.reports[0].results if not r.correct)
    assert wrong.question.id == "2"
    assert "不会有的要点" in page
    assert "初级教材叫什么？&lt;b&gt;" in page
    assert "跨境电商B2B店铺运营实战" in page
    assert "confidence" in page


def test_nothing_of_a_held_out_set_is_told_but_totals(outcome: Outcome, tmp_path: Path, folder: Path) -> None:
    stored = write(outcome.run, outcome.reports, tmp_path).read_text(encoding="utf-8")
    for text in (as_html(outcome), as_markdown(outcome), stored):
        assert "own-test" in text
        assert "秘密" not in text
        assert "secret_category" not in text
        assert "SECRET-7" not in text


def test_figures_have_names() -> None:
    assert set(FIGURES) <= set(Summary.__dataclass_fields__)


def test_an_earlier_run_is_compared_question_by_question(outcome: Outcome, tmp_path: Path) -> None:
    path = write(outcome.run, outcome.reports, tmp_path)
    data = json.loads(path.read_text(encoding="utf-8"))
    for result, right in zip(data["sets"][0]["results"], (False, True, True), strict=True):
        result["correct"] = right
    path.write_text(json.dumps(data), encoding="utf-8")
    few, secret = changes(load_earlier(path), outcome.reports)
    assert few.better == ("1",)
    assert few.worse == ("2",)
    assert few.difference is not None
    assert few.difference.value == 0
    assert (secret.name, secret.better, secret.worse, secret.difference) == ("own-test", (), (), None)
    assert "变差" in as_html(outcome, load_earlier(path))


@pytest.mark.parametrize(("text", "message"), [("{", "JSON"), ('{"sets": []}', "run"), ("[]", "")])
def test_a_file_that_is_no_result_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultFileError, match=f"bad.json.*{message}"):
        load_earlier(path)
    with pytest.raises(ResultFileError, match=r"absent\.json"):
        load_earlier(tmp_path / "absent.json")


def test_the_command_writes_json_page_and_table(
    outcome: Outcome, files: list[Path], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare_module, "compare", lambda *_, **__: outcome)
    table = tmp_path / "docs" / "eval.md"
    assert main(["--questions", str(files[0]), "--report", str(tmp_path), "--markdown", str(table)]) == 0
    assert len(list(tmp_path.glob("*.json"))) == len(list(tmp_path.glob("*.html"))) == 1
    assert "| 正确 correct |" in table.read_text(encoding="utf-8")


def test_the_command_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = write_lines(tmp_path / "bad.jsonl", {**LINES[0], "facts": []})
    assert main(["--questions", str(bad), "--report", str(tmp_path / "out"), "--without", "baselines"]) == 1
    error = capsys.readouterr().err
    assert "bad.jsonl 第 1 行" in error
    assert "facts" in error
    assert not (tmp_path / "out").exists()


def test_an_interrupt_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(compare_module, "compare", stopped)
    assert main([]) == 130
    assert "again" in capsys.readouterr().err
