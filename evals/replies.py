"""A language model's recorded replies: what must be recorded, what was measured with them, and the part frozen for CI.

evals/replies/SET/        a capable model, planner and writer
  day                     what stands for today
  replies.jsonl           {"key", "reply"} of its calls
  pending.jsonl           calls that wait for a reply (not committed)
  frozen.jsonl            what the writer saw and wrote, question by question: independent of retrieval and corpus
  naive/ MODEL/ MODEL-writes/   other arms, see ``evals.model_arms``

``python -m evals.replies ask [SET…]`` asks the sets and says how many calls must be recorded anew;
``python -m evals.replies freeze [SET…]`` freezes what was recorded;
``python -m evals.replies report [SET…]`` sets all arms side by side;
``python -m evals.replies record [SET…] --model openai:local`` lets the model that the settings reach answer what waits.
``--questions FILE --pack DIR --folder DIR`` do the same for documents and replies that lie elsewhere.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.llm.chat import Stage
from assistant.llm.loading import load_provider
from assistant.llm.replay import DAY, REPLIES, ReplayModel
from assistant.settings import ROOT, load_settings
from evals.model_arms import NAIVE, WRITES, as_markdown, measure
from evals.naive import ask as ask_naively
from evals.recorded_sets import RecordedSet, Replayed, available, replay
from evals.recording import record
from evals.run import RESULTS
from evals.warming import CHUNKS

# Beside the lines that a reply cites so many that it does not: enough to be wrong with.
_UNCITED = 3


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


def freeze(recorded: RecordedSet) -> Path:
    """Write what the writer saw and wrote; returns the file."""
    path = recorded.folder / "frozen.jsonl"
    path.write_text("".join(f"{line}\n" for line in frozen_lines(replay(recorded))), encoding="utf-8")
    return path


def ask(recorded: RecordedSet, arm: str | None) -> tuple[Path, int]:
    """Ask a set of one arm; returns the arm's folder and how many questions wait for a reply."""
    folder = recorded.arm(arm) if arm else recorded.folder
    folder.mkdir(parents=True, exist_ok=True)
    if arm and (recorded.folder / DAY).exists() and not (folder / DAY).exists():
        shutil.copy(recorded.folder / DAY, folder / DAY)
    if arm == NAIVE:
        assistant = Assistant.open(recorded.settings().model_copy(update={"llm": None}))
        cache = RESULTS / (CHUNKS if recorded.corpus is None else f"{recorded.name}-{CHUNKS}")
        answers = ask_naively(ReplayModel(folder), assistant, recorded.load(), cache)
        return folder, sum(bool(a.trace.get("pending")) for a in answers)
    return folder, len(replay(recorded, folder).pending)


def record_arm(recorded: RecordedSet, arm: str, model: str) -> None:
    """Let a real model answer a set: all plans first, so that a server reads their common beginning once."""
    settings = load_settings(llm=model)
    provider = load_provider(settings)
    if provider is None or isinstance(provider, ReplayModel):
        raise SettingsError("--model 应为 provider:model。It must name a provider's model.")
    folder, _ = ask(recorded, arm)
    if arm.endswith(WRITES):
        capable = (recorded.folder / REPLIES).read_text(encoding="utf-8").splitlines()
        planned = {c for c in capable if json.loads(c)["reply"].lstrip().startswith("{")}
        (folder / REPLIES).write_text("".join(f"{line}\n" for line in sorted(planned)), encoding="utf-8")
        ask(recorded, arm)
    # A plan, its repair, and two texts are all that a question may need.
    for stage in (Stage.PLANNER, Stage.PLANNER, Stage.WRITER, Stage.WRITER):
        if record(folder, provider, stage):
            ask(recorded, arm)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see the module's description."""
    options = _parser().parse_args(arguments)
    for recorded in _sets(options):
        if options.action == "report":
            arms = []
            for arm in measure(recorded):
                arms.append(arm)
            print(as_markdown(recorded.name, len(recorded.load()), arms), flush=True)
        elif options.action == "record":
            record_arm(recorded, options.arm or options.model.rpartition(":")[2], options.model)
        elif options.action == "freeze":
            print(f"{recorded.name}: {freeze(recorded)}")
        else:
            folder, missing = ask(recorded, options.arm)
            print(f"{recorded.name}: {len(recorded.load())} questions, {missing} wait for a reply ({folder})")
    return 0


def _sets(options: argparse.Namespace) -> tuple[RecordedSet, ...]:
    sets = available(options.sets)
    if options.questions:
        sets = (
            RecordedSet(
                options.questions.stem, options.questions, options.folder, options.pack, options.folder / "index"
            ),
        )
    return tuple(replace(s, sample=options.sample) for s in sets)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.replies", description=__doc__)
    parser.add_argument("action", choices=("ask", "freeze", "report", "record"))
    parser.add_argument("sets", nargs="*", help="names of sets; all without any")
    parser.add_argument("--arm", help=f"another arm: {NAIVE}, or the name of a model, or NAME{WRITES}")
    parser.add_argument("--model", default="", help="PROVIDER:MODEL that answers what waits")
    parser.add_argument("--sample", type=int, help="only so many questions of each set, drawn by their ids")
    parser.add_argument("--questions", type=Path, help="a question file of one's own")
    parser.add_argument("--pack", type=Path, help="its documents")
    parser.add_argument("--folder", type=Path, default=ROOT / "indexes" / "replies", help="its replies and index")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
