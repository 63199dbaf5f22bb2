"""A language model over the top five chunks, as tutorials have it: no planner, no judge, no verification.

LangChain's splitter (1000 characters, 200 of overlap) over the documents as they are, the same embedding model, the
five nearest chunks, one plain prompt. Replies are recorded under the same contract as ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.errors import ReplyPendingError
from assistant.llm.chat import ChatMessage, ChatModel, Request, Role, Stage
from assistant.llm.metering import MeteredModel
from assistant.types import Answer, Language, Status, Turn
from evals.baselines import Baseline, langchain_baseline
from evals.evidence import EvidenceBase, Piece
from evals.questions import Question

TOP = 5
_NOT_STATED = "NOT STATED"
_PROMPT = f"""Answer the question from the numbered passages and from nothing else, in the question's language, in at \
most four sentences. Cite the passages after each sentence, e.g. [2]. If they do not answer it, write "{_NOT_STATED}" \
and then, in one sentence, what is missing."""
_MARK = re.compile(r"\[(\d+(?:\s*[,，、]\s*\d+)*)\]")


def messages(turn: Turn, pieces: Sequence[Piece]) -> tuple[ChatMessage, ...]:
    """The plain prompt over the chunks."""
    said = "".join(f"{m.role}: {m.content}\n" for m in turn.history)
    passages = "\n\n".join(f"[{n}] {p.searched}" for n, p in enumerate(pieces[:TOP], start=1))
    earlier = f"Conversation so far:\n{said}\n" if said else ""
    asked = f"Passages:\n{passages}\n\n{earlier}Question: {turn.question}"
    return (ChatMessage(Role.SYSTEM, _PROMPT), ChatMessage(Role.USER, asked))


def ask(model: ChatModel, assistant: Assistant, questions: Sequence[Question], cache: Path) -> Iterator[Answer]:
    """The answer to each question; one whose reply waits is declined, its trace says so."""
    evidence = EvidenceBase(assistant.generation)
    search = langchain_baseline(assistant, evidence, cache)
    for question in questions:
        turn = question.turn()
        yield replace(_answer(model, search, turn, evidence), id=question.id)


def _answer(model: ChatModel, baseline: Baseline, turn: Turn, evidence: EvidenceBase) -> Answer:
    # Without the last question a follow-up could not be searched for.
    earlier = [m.content for m in turn.history if m.role == "user"][-1:]
    pieces = baseline.search("\n".join([*earlier, turn.question]))[0][:TOP]
    metered = MeteredModel(model)
    try:
        reply = "".join(metered.stream(Request(Stage.WRITER, messages(turn, pieces)))).strip()
    except ReplyPendingError:
        return Answer(turn.id, Status.DECLINED, "", Language.ZH, "naive", trace={"pending": True})
    cited = sorted(
        {int(n) for found in _MARK.findall(reply) for n in re.findall(r"\d+", found)} & set(range(1, TOP + 1))
    )
    refused = reply.upper().startswith(_NOT_STATED)
    return Answer(
        id=turn.id,
        status=Status.ABSTAINED if refused else Status.ANSWERED,
        answer=reply,
        language=Language.ZH,
        intent="naive",
        citations=tuple(evidence.cite(pieces[n - 1].span, pieces[n - 1].locator, n) for n in cited if n <= len(pieces)),
        trace={"calls": metered.to_json()["calls"]},
    )
