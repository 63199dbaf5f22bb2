"""Question sets of which a language model was asked, and its recorded replies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.llm.replay import PENDING
from assistant.settings import ROOT, Settings, load_settings
from assistant.types import Answer
from evals.questions import Question, load_questions

REPLIES = ROOT / "evals" / "replies"
_SHARED = ROOT.parent / "shared"
_QUESTIONS = ROOT / "evals" / "questions"


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """A question file that a model was asked, the folder of its replies, and the documents that it is asked of.

    ``sample``: how many of the questions, drawn by their ids' hash; None for all. ``index``: where the index of other
    documents is kept.
    """

    name: str
    questions: Path
    folder: Path
    corpus: Path | None = None
    index: Path | None = None
    sample: int | None = None

    def arm(self, name: str) -> Path:
        """The folder of another model's replies to the same questions."""
        return self.folder / name

    def settings(self, folder: Path | None = None) -> Settings:
        """The settings that replay one arm, by default the capable model's; other documents have their own index."""
        index = self.index or (ROOT / "indexes" / self.name if self.corpus else None)
        return load_settings(llm=f"replay:{folder or self.folder}", corpus=self.corpus, index=index)

    def load(self) -> tuple[Question, ...]:
        """The questions in their order."""
        questions = load_questions(self.questions)
        drawn = sorted(questions, key=lambda q: hashlib.sha256(q.id.encode()).digest())[: self.sample]
        kept = {q.id for q in drawn}
        return tuple(q for q in questions if q.id in kept)


SETS = (
    RecordedSet("real-dev", _SHARED / "evals" / "real-dev.jsonl", REPLIES / "real-dev"),
    RecordedSet("people-dev-3", _QUESTIONS / "people-dev-3.jsonl", REPLIES / "people-dev-3"),
    RecordedSet("dev", _QUESTIONS / "dev.jsonl", REPLIES / "dev"),
    RecordedSet("time-dev", _QUESTIONS / "time-dev.jsonl", REPLIES / "time-dev"),
    RecordedSet(
        "hostile",
        ROOT / "evals" / "hostile" / "questions.jsonl",
        REPLIES / "hostile",
        ROOT / "evals" / "hostile",
    ),
)


def available(names: Sequence[str] = ()) -> tuple[RecordedSet, ...]:
    """The named sets, or all; without those whose questions are not here (the shared ones are not shipped)."""
    return tuple(s for s in SETS if s.questions.exists() and (not names or s.name in names))


@dataclass(frozen=True, slots=True)
class Replayed:
    """A set's answers; ``pending`` are the ids of the questions of which a reply is missing."""

    set: RecordedSet
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]

    @property
    def pending(self) -> tuple[str, ...]:
        """In the order of the questions."""
        return tuple(q.id for q, a in zip(self.questions, self.answers, strict=True) if a.trace.get("pending"))


def replay(recorded: RecordedSet, folder: Path | None = None) -> Replayed:
    """Ask all questions of a set of one arm's recorded model; never fails on a missing reply."""
    folder = folder or recorded.folder
    (folder / PENDING).unlink(missing_ok=True)
    questions = recorded.load()
    assistant = Assistant.open(recorded.settings(folder).unhurried())
    return Replayed(recorded, questions, tuple(_answers(assistant, questions, folder.name)))


def _answers(assistant: Assistant, questions: Sequence[Question], name: str) -> Iterator[Answer]:
    for question in tqdm(questions, desc=name):
        yield assistant.answer(replace(question.turn(), id=question.id))
