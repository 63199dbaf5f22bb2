"""Ask the question sets, score the answers, print a table, keep a JSON file: ``python -m assistant eval``."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import QuestionFileError
from assistant.settings import ROOT, Settings
from evals.asking import AnswerStore, ask_all, asker, fingerprint
from evals.evidence import EvidenceBase
from evals.questions import Question, load_questions
from evals.report import as_json, as_table
from evals.results import Report
from evals.scoring import score

QUESTIONS = ROOT / "evals" / "questions"
DEFAULT_SETS = tuple(
    f"{name}.jsonl"
    for name in (
        "dev",
        "own-dev",
        "own-dev-2",
        "own-dev-3",
        "own-dev-4",
        "own-dev-5",
        "own-dev-6",
        "own-dev-7",
        "own-dev-8",
        "own-dev-9",
        "near-misses",
        "near-misses-2",
        "near-misses-3",
        "near-misses-4",
        "near-misses-5",
        "paraphrases",
        "own-test",
        "own-test-2",
        "own-test-3",
        "own-test-4",
    )
)
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
    python: str
    cpus: int


def run_eval(settings: Settings, question_files: Sequence[Path] | None, report_dir: Path | None) -> Path:
    """Run the question files, print one table a file, and write one JSON file.

    Answers are kept under ``report_dir/answers``: an interrupted run goes on where it stopped, and answers of
    the same code, corpus and day are not asked for again.

    Args:
        settings: which corpus, index and models.
        question_files: None or empty for those of ``DEFAULT_SETS`` that exist.
        report_dir: folder of the results, made if absent; None for ``evals/results``.

    Returns:
        The path of the JSON file.

    Raises:
        QuestionFileError: a file is missing or malformed; nothing is asked then.
    """
    sets = load_sets(question_files)
    folder = report_dir or RESULTS
    assistant = Assistant.open(settings.unhurried())
    run = describe(assistant, settings)
    store = open_store(settings, assistant, folder)
    reports = []
    for name, questions in sets:
        reports.append(run_questions(assistant, questions, name, store))
        print(as_table(reports[-1]))
    return write(run, reports, folder)


def load_sets(question_files: Sequence[Path] | None) -> list[tuple[str, tuple[Question, ...]]]:
    """(name, questions) of each file, or of those of ``DEFAULT_SETS`` that exist.

    Raises:
        QuestionFileError: a file is missing or malformed; names file, line and field.
    """
    files = list(question_files or (p for p in (QUESTIONS / name for name in DEFAULT_SETS) if p.exists()))
    if not files:
        raise QuestionFileError(
            f"{QUESTIONS} 里没有题目文件，请用 --questions 指定。No question file there; name one with --questions."
        )
    return [(path.stem, load_questions(path)) for path in files]


def open_store(settings: Settings, assistant: Assistant, folder: Path, arm: str = "ours") -> AnswerStore:
    """Where the answers of an assistant are kept."""
    corpus = assistant.generation.manifest.corpus_hash
    return AnswerStore(folder / "answers", fingerprint(settings, corpus, arm))


def run_questions(
    assistant: Assistant, questions: Sequence[Question], name: str, store: AnswerStore | None = None
) -> Report:
    """Ask every question in order and score its answer, with a progress bar on standard error."""
    evidence = EvidenceBase(assistant.generation)
    answers = ask_all(asker(assistant), questions, store, name)
    return Report(name, tuple(score(q, a, evidence) for q, a in zip(questions, answers, strict=True)))


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
        python=platform.python_version(),
        cpus=os.cpu_count() or 0,
    )


def write(run: Run, reports: Sequence[Report], folder: Path, more: Mapping[str, Any] | None = None) -> Path:
    """Write the JSON file of a run, ``more`` beside its sets; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.started_at.replace(':', '').replace('-', '')[:15]}-{run.commit[:8]}.json"
    data = {"run": asdict(run), "sets": [as_json(r) for r in reports], **(more or {})}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"结果已写入 Results written to {path}")
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
