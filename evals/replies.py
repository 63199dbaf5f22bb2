"""A capable model's recorded replies: what must be recorded, and the writer's part of it frozen for CI.

evals/replies/SET/
  day             what stands for today
  replies.jsonl   {"key", "reply"} of the planner's and the writer's calls
  pending.jsonl   calls that wait for a reply (not committed)
  frozen.jsonl    what the writer saw and wrote, question by question: independent of retrieval and corpus

``python -m evals.replies ask [SET…]`` asks the sets and says how many calls must be recorded anew;
``python -m evals.replies freeze [SET…]`` freezes what was recorded;
``python -m evals.replies report [SET…]`` sets it beside the answers without a model.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.llm.replay import replay_day
from assistant.settings import ROOT, Settings, load_settings
from assistant.types import Answer
from evals.asking import Asked
from evals.evidence import EvidenceBase
from evals.metrics.intervals import Share
from evals.questions import Question, load_questions
from evals.report import cell
from evals.results import Summary, summarise
from evals.scoring import score

REPLIES = ROOT / "evals" / "replies"
# Beside the lines that a reply cites so many that it does not: enough to be wrong with.
_UNCITED = 3
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
            reply = written["reply"]
            named = [li for li in written["lines"] if f"{li['id']}]" in reply or f"{li['id']}," in reply]
            others = [li for li in written["lines"] if li not in named][:_UNCITED]
            frozen = {"id": question.id, "answer": answer.answer, **written, "lines": [*named, *others]}
            yield json.dumps(frozen, ensure_ascii=False)


def compare(recorded: RecordedSet) -> list[str]:
    """A table of a set: each arm's figures, and of the recorded one the share of missing replies and the tokens."""
    replayed = replay(recorded)
    without = Assistant.open(recorded.settings().model_copy(update={"llm": None}))
    day = replay_day(recorded.folder)
    offline = [without.answer(replace(q.turn(), id=q.id, as_of=q.as_of or day)) for q in replayed.questions]
    base, n = EvidenceBase(without.generation), len(replayed.questions)
    lines = [
        f"{recorded.name}: {len(replayed.questions)} questions",
        f"{'':<12}" + "".join(f"{n:<18}" for n, _ in _FIGURES),
    ]
    for arm, answers in (("offline", offline), ("recorded", replayed.answers)):
        total = summarise([score(q, Asked(a), base) for q, a in zip(replayed.questions, answers, strict=True)])
        lines.append(f"{arm:<12}" + "".join(f"{cell(figure(total)):<18}" for _, figure in _FIGURES))
    calls = [c for a in replayed.answers for c in a.trace.get("calls", ())]
    tokens = sum(c["prompt_tokens"] + c["reply_tokens"] for c in calls)
    dropped = sum(len(a.trace.get("dropped", ())) for a in replayed.answers)
    lines.append(
        f"recorded: {len(replayed.pending)} wait for a reply; about {tokens / max(1, n):.0f} tokens a question; "
        f"{dropped} sentences dropped by verification"
    )
    return lines


_FIGURES: tuple[tuple[str, Callable[[Summary], Share | None]], ...] = (
    ("right", lambda t: t.correct),
    ("clean", lambda t: t.clean),
    ("support", lambda t: t.citation_support),
    ("wrong refusals", lambda t: t.wrong_refusals),
    ("false answers", lambda t: t.false_answers),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's description."""
    parser = argparse.ArgumentParser(prog="python -m evals.replies", description=__doc__)
    parser.add_argument("action", choices=("ask", "freeze", "report"))
    parser.add_argument("sets", nargs="*", help="names of sets; all without any")
    options = parser.parse_args(arguments)
    for recorded in available(options.sets):
        if options.action == "report":
            print("\n".join(compare(recorded)))
            continue
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
