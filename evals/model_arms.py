"""Ways to answer a question set with and without a language model, side by side.

- offline: the assistant without a model.
- capable: a capable model's recorded replies, as planner and writer, verified.
- naive: the same model over the top five chunks (``evals.naive``), nothing verified.
- the folders of other models beside these: ``NAME`` plans and writes, ``NAME-writes`` writes after the capable model's
  plans, and ``NAME plans`` is what the assistant without a model answers to the searches that NAME planned.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.assistant import Assistant
from assistant.llm.replay import REPLIES, ReplayModel, replay_day
from assistant.types import Answer, Status, Turn
from evals.asking import Asked, from_json, to_json
from evals.evidence import EvidenceBase
from evals.metrics.figures import unsupported
from evals.metrics.intervals import Share
from evals.naive import ask as ask_naively
from evals.questions import Question
from evals.recorded_sets import RecordedSet, replay
from evals.recording import took
from evals.report import cell
from evals.results import Summary, summarise
from evals.run import RESULTS
from evals.scoring import score
from evals.warming import CHUNKS

NAIVE, WRITES = "naive", "-writes"
# What the figures need of a trace.
_TRACED = ("calls", "plan", "pending", "confidence", "model_used")


@dataclass(frozen=True, slots=True)
class ArmFigures:
    """One arm over a set.

    Attributes:
        name: of the arm.
        total: right, clean and so on.
        loose: figures in its answers that nothing carries; refusals not counted.
        tokens, seconds: a question, the mean; None where no model was asked, or nobody noted the time.
        missing: questions of which a reply was not recorded; the answer without a model stands there.
    """

    name: str
    total: Summary
    loose: int
    tokens: float | None
    seconds: float | None
    missing: int


def measure(recorded: RecordedSet) -> Iterator[ArmFigures]:
    """Each arm of a set for which there are replies, as it is done."""
    questions = recorded.load()
    without = Assistant.open(recorded.settings().unhurried().model_copy(update={"llm": None}))
    base = EvidenceBase(without.generation)
    day = replay_day(recorded.folder)

    def figures(name: str, answers: Sequence[Answer], folder: Path | None = None) -> ArmFigures:
        return _figures(name, questions, answers, base, folder, f"{day or ''}")

    offline = [without.answer(replace(q.turn(), id=q.id, as_of=q.as_of or day)) for q in questions]
    seconds = sum(a.latency_ms for a in offline) / 1000 / max(1, len(offline))
    yield replace(figures("offline", offline), seconds=seconds)
    if (recorded.folder / REPLIES).exists():
        capable = replay(recorded)
        yield figures("capable", capable.answers, recorded.folder)
        yield figures("capable plans", _from_plans(without, capable.questions, capable.answers, day))
    naive = recorded.arm(NAIVE)
    if (naive / REPLIES).exists():
        cache = RESULTS / (CHUNKS if recorded.corpus is None else f"{recorded.name}-{CHUNKS}")
        yield figures(NAIVE, _kept(naive, list(ask_naively(ReplayModel(naive), without, questions, cache))), naive)
    for folder in sorted(p.parent for p in recorded.folder.glob(f"*/{REPLIES}") if p.parent != naive):
        answers = _kept(folder, replay(recorded, folder).answers)
        if sum(bool(a.trace.get("pending")) for a in answers) > len(answers) / 2:
            # Asked only a sample of these questions.
            continue
        yield figures(folder.name, answers, folder)
        if not folder.name.endswith(WRITES):
            yield figures(f"{folder.name} plans", _from_plans(without, questions, answers, day))


def _kept(folder: Path, answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers, or those of the day on which the replies were recorded where by now one waits for another reply.

    Another model is not asked anew whenever a passage changes: what it said stands as it was judged to be kept then.
    """
    path = folder / "answers.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = {a.id: a for a in (from_json(json.loads(line)).answer for line in lines)}
    for answer in answers:
        if not answer.trace.get("pending"):
            kept[answer.id] = replace(answer, trace={k: v for k, v in answer.trace.items() if k in _TRACED})
    if kept:
        told = (json.dumps(to_json(Asked(a)), ensure_ascii=False) + "\n" for a in kept.values())
        path.write_text("".join(told), encoding="utf-8")
    return [kept.get(a.id, a) for a in answers]


def _from_plans(
    without: Assistant, questions: Sequence[Question], answers: Sequence[Answer], day: date | None
) -> list[Answer]:
    """What the assistant without a model answers to the searches that a model planned, one below the other."""
    return [
        _from_plan(without, replace(q.turn(), id=q.id, as_of=q.as_of or day), a)
        for q, a in zip(questions, answers, strict=True)
    ]


def _from_plan(without: Assistant, turn: Turn, planned: Answer) -> Answer:
    searches = planned.trace.get("plan", {}).get("searches") or [turn.question]
    parts = [without.answer(replace(turn, question=s, history=())) for s in searches]
    told = [p for p in parts if p.status is Status.ANSWERED] or parts[:1]
    return replace(
        told[0],
        id=turn.id,
        answer="\n\n".join(dict.fromkeys(p.answer for p in told)),
        citations=tuple(c for p in told for c in p.citations),
        notices=tuple(dict.fromkeys(n for p in told for n in p.notices)),
        trace={},
    )


def _figures(
    name: str,
    questions: Sequence[Question],
    answers: Sequence[Answer],
    base: EvidenceBase,
    folder: Path | None,
    day: str,
) -> ArmFigures:
    results = [score(q, Asked(a), base) for q, a in zip(questions, answers, strict=True)]
    loose = 0
    for question, answer in zip(questions, answers, strict=True):
        if not answer.refused:
            cited = [
                f"{base.context(c)}\n{c.quote}\n{c.locator}\n{c.issued or ''}\n{c.publisher}" for c in answer.citations
            ]
            said = "\n".join([question.question, *(m.content for m in question.history), day])
            loose += len(unsupported(answer.answer, cited, said))
    noted = took(folder) if folder else {}
    known = [li for li in noted.values() if "total_s" in li]
    calls = known or [c for a in answers for c in a.trace.get("calls", ())]
    n = max(1, len(questions))
    return ArmFigures(
        name=name,
        total=summarise(results),
        loose=loose,
        tokens=sum(c["prompt_tokens"] + c["reply_tokens"] for c in calls) / n if calls else None,
        seconds=sum(c["total_s"] for c in known) / n if known else None,
        missing=sum(bool(a.trace.get("pending")) for a in answers),
    )


_SHARES: tuple[tuple[str, Callable[[Summary], Share | None]], ...] = (
    ("right", lambda t: t.correct),
    ("clean", lambda t: t.clean),
    ("support", lambda t: t.citation_support),
    ("wrong refusals", lambda t: t.wrong_refusals),
    ("false answers", lambda t: t.false_answers),
)


def as_markdown(name: str, n: int, arms: Sequence[ArmFigures]) -> str:
    """A table in Markdown, a row an arm."""
    heads = ["", *(h for h, _ in _SHARES), "loose figures", "tokens", "seconds", "missing"]
    rows = [
        [
            a.name,
            *(cell(share(a.total)) for _, share in _SHARES),
            str(a.loose),
            "–" if a.tokens is None else f"{a.tokens:.0f}",
            "–" if a.seconds is None else f"{a.seconds:.1f}",
            str(a.missing),
        ]
        for a in arms
    ]
    lines = ["| " + " | ".join(r) + " |" for r in [heads, ["---"] * len(heads), *rows]]
    return "\n".join([f"**{name}**, {n} questions", "", *lines])
