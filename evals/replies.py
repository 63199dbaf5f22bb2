"""A capable model's recorded replies: what must be recorded, and the writer's part of it frozen for CI.

evals/replies/SET/
  day             what stands for today
  replies.jsonl   {"key", "reply"} of the planner's and the writer's calls
  pending.jsonl   calls that wait for a reply (not committed)
  frozen.jsonl    what the writer saw and wrote, question by question: independent of retrieval and corpus

``python -m evals.replies ask [SET…]`` asks the sets and says how many calls must be recorded anew;
``python -m evals.replies freeze [SET…]`` freezes what was recorded.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.settings import ROOT, Settings, load_settings
from assistant.types import Answer
from evals.questions import Question, load_questions

REPLIES = ROOT / "evals" / "replies"
_SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """A question file that a model was asked, and the documents that it is asked of."""

    name: str
    questions: Path
    corpus: Path | None = None

    @property
    def folder(self) -> Path:
        """Where its replies stand."""
        return REPLIES / self.name

    def settings(self) -> Settings:
        """The settings that replay it; a corpus of its own has an index of its own."""
        index = ROOT / "indexes" / self.name if self.corpus else None
        return load_settings(llm=f"replay:{self.folder}", corpus=self.corpus, index=index)


_QUESTIONS = ROOT / "evals" / "questions"
SETS = (
    RecordedSet("real-dev", _SHARED / "evals" / "real-dev.jsonl"),
    RecordedSet("dev", _QUESTIONS / "dev.jsonl"),
    RecordedSet("time-dev", _QUESTIONS / "time-dev.jsonl"),
    RecordedSet("hostile", ROOT / "evals" / "hostile" / "questions.jsonl", ROOT / "evals" / "hostile"),
)


@dataclass(frozen=True, slots=True)
class Replayed:
    """A set's answers; ``pending`` are the ids of the questions of which a reply is missing."""

    set: RecordedSet
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]

    @property
    def pending(self) -> tuple[str, ...]:
        return tuple(q.id for q, a in zip(self.questions, self.answers, strict=True) if a.trace.get("pending"))


def available(names: Sequence[str] = ()) -> tuple[RecordedSet, ...]:
    """The named sets, or all; without those whose questions are not here (the shared ones are not shipped)."""
    return tuple(s for s in SETS if s.questions.exists() and (not names or s.name in names))


def replay(recorded: RecordedSet) -> Replayed:
    """Ask all questions of a set of the recorded model; never fails on a missing reply."""
    questions = load_questions(recorded.questions)
    (recorded.folder / "pending.jsonl").unlink(missing_ok=True)
    assistant = Assistant.open(recorded.settings())
    answers = tuple(assistant.answer(replace(q.turn(), id=q.id)) for q in tqdm(questions, desc=recorded.name))
    return Replayed(recorded, questions, answers)


def frozen_lines(replayed: Replayed) -> Iterator[str]:
    """What the writer saw and wrote of each question that the model answered."""
    for question, answer in zip(replayed.questions, replayed.answers, strict=True):
        written = answer.trace.get("writer")
        if written and answer.trace.get("model_used"):
            yield json.dumps({"id": question.id, "answer": answer.answer, **written}, ensure_ascii=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's description."""
    parser = argparse.ArgumentParser(prog="python -m evals.replies", description=__doc__)
    parser.add_argument("action", choices=("ask", "freeze"))
    parser.add_argument("sets", nargs="*", help="names of sets; all without any")
    options = parser.parse_args(arguments)
    for recorded in available(options.sets):
        replayed = replay(recorded)
        missing = len(replayed.pending)
        print(f"{recorded.name}: {len(replayed.questions)} questions, {missing} wait for a reply")
        if missing:
            print(f"  calls to record: {recorded.folder / 'pending.jsonl'}")
        if options.action == "freeze":
            path = recorded.folder / "frozen.jsonl"
            path.write_text("".join(f"{line}\n" for line in frozen_lines(replayed)), encoding="utf-8")
            print(f"  frozen: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
