"""Ask the question sets, score the answers, print a table, keep a JSON file: ``python -m assistant eval``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.errors import QuestionFileError, ZhengtuError
from assistant.settings import ROOT, Settings
from assistant.types import Answer, Language, Status
from evals.questions import Question, load_questions
from evals.report import Report, as_json, as_table
from evals.scoring import score

QUESTIONS = ROOT / "evals" / "questions"
DEFAULT_SETS = ("dev.jsonl", "own-dev.jsonl", "own-test.jsonl")
RESULTS = ROOT / "evals" / "results"


@dataclass(frozen=True, slots=True)
class Run:
    """What was measured: code, models, corpus, day. Stands at the head of every result file."""

    commit: str
    changed: bool
    embedding_model: str
    llm: str | None
    corpus: str
    passages: int
    started_at: str


def run_eval(settings: Settings, question_files: Sequence[Path] | None, report_dir: Path | None) -> Path:
    """Run the question files, print one table a file, and write one JSON file.

    Args:
        settings: which corpus, index and models.
        question_files: None or empty for those of ``DEFAULT_SETS`` that exist.
        report_dir: folder of the JSON file, made if absent; None for ``evals/results``.

    Returns:
        The path of the JSON file.

    Raises:
        QuestionFileError: a file is missing or malformed; nothing is asked then.
    """
    files = list(question_files or (p for p in (QUESTIONS / name for name in DEFAULT_SETS) if p.exists()))
    if not files:
        raise QuestionFileError(f"{QUESTIONS} 里没有题目文件。请用 --questions 指定。")
    sets = [(path, load_questions(path)) for path in files]
    assistant = Assistant.open(settings)
    run = describe(assistant, settings)
    reports = []
    for path, questions in sets:
        reports.append(run_questions(assistant, questions, path.stem))
        print(as_table(reports[-1]))
    return _write(run, reports, report_dir or RESULTS)


def run_questions(assistant: Assistant, questions: Sequence[Question], name: str) -> Report:
    """Ask every question in order and score its answer, with a progress bar on standard error.

    An error that the assistant raises on purpose counts as declining, as on the command line.
    """
    documents = assistant.generation.documents
    asked = tqdm(questions, desc=name, unit="题", file=sys.stderr)
    return Report(name, tuple(score(q, _ask(assistant, q), documents) for q in asked))


def describe(assistant: Assistant, settings: Settings) -> Run:
    """The head of a result file."""
    commit, changed = _commit()
    return Run(
        commit=commit,
        changed=changed,
        embedding_model=assistant.embedder.name,
        llm=settings.llm,
        corpus=assistant.generation.manifest.corpus_hash,
        passages=assistant.generation.manifest.passages,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _ask(assistant: Assistant, question: Question) -> Answer:
    try:
        return assistant.answer(question.turn())
    except ZhengtuError as error:
        return Answer(question.id, Status.DECLINED, str(error), Language(question.lang), "error")


def _write(run: Run, reports: Sequence[Report], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.started_at.replace(':', '').replace('-', '')[:15]}-{run.commit[:8]}.json"
    data = {"run": asdict(run), "sets": [as_json(r) for r in reports]}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"结果已写入 {path}")
    return path


def _commit() -> tuple[str, bool]:
    """(commit, whether tracked files differ from it); ("unknown", False) outside a repository."""

    def git(*arguments: str) -> str:
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
        command = ["git", "-C", str(ROOT), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()

    try:
        return git("rev-parse", "HEAD"), bool(git("status", "--porcelain", "--untracked-files=no"))
    except (OSError, subprocess.CalledProcessError):
        return "unknown", False
