"""Play the conversations and check them by program: ``python -m evals.conversations [FILE …] [--show]``.

Checked of every turn: no answer and no cited statement of it was given before (unless it was asked for again, or in
another language or form: ``again``), the language is that of the turn or the one asked for, the status is one of
those named, the facts named are there, and where choices or a page are expected they are offered.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answering.said import Earlier
from assistant.assistant import Assistant
from assistant.settings import load_settings
from assistant.text.citation_marks import without_marks
from assistant.types import Answer, Language, Message, Status, Turn
from evals.metrics.facts import holds
from evals.questions import Text, read_lines

# What the chat page sends along of a conversation.
_HISTORY = 16
_USUAL = (Status.ANSWERED, Status.CLARIFY, Status.ABSTAINED, Status.DECLINED)


class Said(BaseModel):
    """One turn of a person, and what its answer must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    persona: Literal["student", "advisor", "staff"]
    said: Text
    lang: Language = Language.ZH
    status: tuple[Status, ...] = _USUAL
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    suggestions: bool = False
    page: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A turn, its answer and what is wrong with it; empty for nothing."""

    said: Said
    answer: Answer
    faults: tuple[str, ...]


def play(assistant: Assistant, turns: Sequence[Said]) -> list[Checked]:
    """The turns in order, each after the assistant's own replies to those before."""
    history: list[Message] = []
    checked = []
    for said in turns:
        answer = assistant.answer(Turn(said.said, tuple(history[-_HISTORY:])))
        checked.append(Checked(said, answer, tuple(_faults(said, answer, history))))
        history += [Message("user", said.said), Message("assistant", answer.answer)]
    return checked


def _faults(said: Said, answer: Answer, history: Sequence[Message]) -> list[str]:
    faults = []
    earlier = Earlier.of(history)
    if not said.again and answer.citations:
        if earlier.has(answer.answer):
            faults.append("answer repeated")
        else:
            # What a later rule stopped is said with every answer that it concerns.
            noticed = {n.text for n in answer.notices}
            lines = [li for li in without_marks(answer.answer).split("\n") if li.strip() and li not in noticed]
            # What stood beside another answer may be the answer to the next question.
            again = [li for n, li in enumerate(lines) if (earlier.has(li) if n else earlier.answered(li))]
            faults += [f"statement repeated: {li[:30]}" for li in again if len(lines) > 1]
    if answer.language is not said.lang:
        faults.append(f"language {answer.language.value}")
    if answer.status not in said.status:
        faults.append(f"status {answer.status.value}")
    faults += [f"fact missing: {fact[0]}" for fact in said.facts if not holds(answer.answer, fact)]
    if said.suggestions and not 2 <= len(answer.suggestions) <= 3:
        faults.append("no choices")
    if said.page and not any(s.startswith(said.page) for s in answer.suggestions):
        faults.append(f"page not offered: {said.page}")
    return faults


def main() -> None:
    """Play, print the faults of every turn and their sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="conversations; all of this folder by default")
    parser.add_argument("--show", action="store_true", help="print every answer")
    given = parser.parse_args()
    files = given.files or sorted(Path(__file__).parent.glob("*.jsonl"))
    assistant = Assistant.open(load_settings())
    every: list[Checked] = []
    for file in files:
        checked = play(assistant, read_lines(file, Said))
        every += checked
        for c in checked:
            if given.show:
                print(
                    f"> {c.said.said}\n  [{c.answer.status.value}] {c.answer.answer}\n  → {list(c.answer.suggestions)}"
                )
            for fault in c.faults:
                print(f"{file.stem}: {c.said.said}: {fault}")
    kinds = ("repeated", "language", "status", "fact", "choices", "page")
    counts = {k: sum(k in f for c in every for f in c.faults) for k in kinds}
    right = sum(not c.faults for c in every)
    print(f"turns {len(every)}  without fault {right} ({right / len(every):.3f})  {counts}")


if __name__ == "__main__":
    main()
