"""Evidence to an answer by a language model: the messages it gets, and the head of its reply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from assistant.llm.chat import ChatMessage, Role
from assistant.llm.grounding import Line
from assistant.llm.planner import said_before
from assistant.llm.prompts import fill
from assistant.llm.showing import show
from assistant.text.masking import mask
from assistant.types import Document, Language, Status, Turn
from assistant.understanding.asks import Ask, Plan

# A reader on a phone sees about this much; English says the same in more letters.
MAX_CHARS = {Language.ZH: 420, Language.EN: 560}
_NAMES = {Language.ZH: "Chinese (中文)", Language.EN: "English"}
_STATUS = {
    "answered": Status.ANSWERED,
    "not_stated": Status.ABSTAINED,
    "ask_back": Status.CLARIFY,
    "declined": Status.DECLINED,
}
NEED = "need"
_MAX_HEAD_CHARS = 200
_MAY_NEED = "You may do so once."
_NO_MORE = "No further search can be made now: answer from what there is."


def messages(
    turn: Turn,
    plan: Plan,
    day: date,
    lines: Sequence[Line],
    documents: Mapping[str, Document],
    *,
    may_need: bool,
) -> tuple[ChatMessage, ...]:
    """What the writer is sent.

    Args:
        turn: the message and its history; personal data is masked here.
        plan: what is asked.
        day: the day for which it is asked.
        lines: the evidence.
        documents: for titles and dates.
        may_need: whether the writer may ask for one more search.
    """
    system = fill(
        "writer",
        language=_NAMES[plan.language],
        today=day.isoformat(),
        max_chars=str(MAX_CHARS[plan.language]),
        need_rule=_MAY_NEED if may_need else _NO_MORE,
    )
    wanted = "\n".join(f"- {_ask(a)}" for a in plan.asks)
    parts = [
        f"Conversation so far:\n{said_before(turn.history)}",
        f"Message:\n{mask(turn.question)}",
        f"What is asked:\n{wanted}" if wanted else "",
        f"How it should be said: {plan.form}" if plan.form else "",
        f"Evidence:\n{show(lines, documents) if lines else '(nothing was found)'}",
        f"Write the status line, then the answer in {_NAMES[plan.language]}.",
    ]
    return (ChatMessage(Role.SYSTEM, system), ChatMessage(Role.USER, "\n\n".join(p for p in parts if p)))


def _ask(ask: Ask) -> str:
    held = [
        ask.operation.value,
        f"of {', '.join(ask.subjects)}" if ask.subjects else "",
        f"what: {', '.join(ask.fields)}" if ask.fields else "",
        f"with: {', '.join(ask.filters)}" if ask.filters else "",
        f"「{ask.words}」" if ask.words else "",
    ]
    return mask("; ".join(h for h in held if h))


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a reply. ``status`` is None where the model left it out; ``need`` is one more search."""

    status: Status | None = None
    need: str | None = None


def read_head(pieces: Iterator[str]) -> tuple[Head, Iterator[str]]:
    """The head of a reply, and the rest of its pieces.

    A reply without a head is all answer: nothing of it is lost.
    """
    text = ""
    for piece in pieces:
        text = (text + piece).lstrip()
        if "\n" in text or len(text) > _MAX_HEAD_CHARS:
            break
    first, _, rest = text.partition("\n")
    name = first.removeprefix("status:").strip().strip("*`").lower() if first.lower().startswith("status:") else ""
    if name.startswith(NEED):
        rest += "".join(pieces)
        need = next((li.split(":", 1)[1] for li in rest.splitlines() if li.lower().startswith("need:")), "")
        return Head(need=" ".join(need.split())[:_MAX_HEAD_CHARS] or None), iter(())
    status = next((s for word, s in _STATUS.items() if name.startswith(word)), None)
    return Head(status), chain([rest if name else text], pieces)
