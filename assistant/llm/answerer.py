"""The path of a turn with a language model: plan, gather, write, verify while it streams."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.answering.conduct import Conduct
from assistant.answering.holdings import Holdings
from assistant.answering.verification import Numbering
from assistant.evidence.evidence import Evidence, Form, without_repeats
from assistant.evidence.gathering import gather
from assistant.evidence.notices import notices_beside
from assistant.llm.chat import Cancelled, ChatModel, Request, Stage
from assistant.llm.grounding import Checked, Line, StreamVerifier, joint
from assistant.llm.marking import marked_statement, statement_of
from assistant.llm.metering import MeteredModel
from assistant.llm.planner import Planner
from assistant.llm.prompts import template
from assistant.llm.showing import number
from assistant.llm.tracing import evidence_json, line_json, plan_json
from assistant.llm.writer import Head, messages, read_head
from assistant.retrieval.tokenization import tokenize
from assistant.types import Citation, Document, Draft, Language, Notice, NoticeKind, Statement, Status, Turn
from assistant.understanding.asks import Intention, Operation, Plan
from assistant.understanding.entities import Lexicon
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind

# What records compute is short; more of it would crowd out the sources.
_MAX_COMPUTED, _MAX_NOTICES = 12, 4
# Beyond this an answer is cut: it was asked for in far fewer characters.
MAX_REPLY_CHARS = 1200
# Where a sentence falls into clauses, and where it falls into smaller ones.
_ENDS_OF_CLAUSES = ("；;：:", "，,")
_CONDUCT = {
    Intention.GREETING: TurnKind.GREETING,
    Intention.THANKS: TurnKind.THANKS,
    Intention.IDENTITY: TurnKind.IDENTITY,
    Intention.MISUSE: TurnKind.MISUSE,
    Intention.INSTRUCTIONS: TurnKind.INSTRUCTIONS,
}
Computed = Callable[[Query], Iterable[Draft]]


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as the model wrote it, verified.

    Attributes:
        status: how the question was met; None where what remains does not answer, so that it must not stand.
        language: what it is written in.
        text: Markdown with [n] marks.
        citations: numbered.
        notices: the warnings that the text speaks.
        searches: what was looked for; () where nothing was.
        suggestions: what to ask, where nothing was looked for.
        trace: what the desk and the evals see.
    """

    status: Status | None
    language: Language
    text: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    trace: dict[str, Any] = field(default_factory=dict)
    intent: str = "written"
    searches: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


class ModelAnswerer:
    """Answers turns with a language model; safe to share between threads.

    Args:
        model: plans and writes.
        planner: the planner over this collection.
        lexicon: names, for verification.
        conduct: replies to turns that are no question.
    """

    def __init__(self, model: ChatModel, planner: Planner, lexicon: Lexicon, conduct: Conduct) -> None:
        self._conduct = conduct
        self._model = model
        self._planner = planner
        self._lexicon = lexicon

    def write(
        self, turn: Turn, query: Query, held: Holdings, computed: Computed, cancelled: Cancelled | None = None
    ) -> Generator[str, None, Written]:
        """Answer a turn from what is held on its day.

        Args:
            turn: the message and its history.
            query: the same as the rules read it: its day and language.
            held: what is held on that day.
            computed: what records say to a question that stands alone.
            cancelled: whether the reader has left.

        Yields:
            Pieces of the answer's Markdown, each verified; together a beginning of the text that is returned.

        Raises:
            ModelError: the model fails; what was yielded by then must be taken back.
        """
        model = MeteredModel(self._model)
        plan = self._planner.plan(model, turn, query.as_of, cancelled)
        query = replace(query, language=turn.language or plan.language)
        plan = replace(plan, language=query.language)
        trace: dict[str, Any] = {"model": self._model.name, "plan": plan_json(plan)}
        if not plan.intention.needs_sources:
            replied = self._conduct.reply(_CONDUCT[plan.intention], plan.language)
            text = "\n".join(s.text for s in replied.statements)
            return Written(
                replied.status,
                plan.language,
                text,
                replied.statements,
                trace=trace,
                intent=replied.intent,
                suggestions=replied.suggestions,
            )
        documents = held.retriever.generation.documents
        searches = plan.searches or _last_question(turn)
        looked_for = [*searches]
        # Three calls at the most: a plan that had to be mended takes the place of the second search.
        for may_need in (True, False) if len(model.calls) == 1 else (False,):
            evidence = _evidence(query, looked_for, plan, held, computed)
            lines = number(evidence, documents)
            sent = messages(turn, plan, query.as_of, lines, documents, may_need=may_need)
            head, pieces = read_head(model.stream(Request(Stage.WRITER, sent, cancelled=cancelled)))
            if not head.need or not may_need:
                break
            trace["need"] = head.need
            looked_for.append(head.need)
        trace |= evidence_json(evidence)
        written = yield from self._verified(turn, plan, head, pieces, lines, documents, query.as_of, trace)
        return replace(written, searches=tuple(searches), trace={**written.trace, "calls": model.to_json()["calls"]})

    def _verified(
        self,
        turn: Turn,
        plan: Plan,
        head: Head,
        pieces: Iterator[str],
        lines: Sequence[Line],
        documents: Mapping[str, Document],
        day: date,
        trace: dict[str, Any],
    ) -> Generator[str, None, Written]:
        """The reply, unit by unit as each is verified; what fails is left out."""
        said = "\n".join([turn.question, *(m.content for m in turn.history if m.role == "user")])
        verifier = StreamVerifier(
            lines,
            question=turn.question,
            said_by_person=said,
            today=day.isoformat(),
            names=lambda text: [m.name for m in self._lexicon.find(text)],
            max_chars=MAX_REPLY_CHARS,
            prompt=template("writer"),
        )
        numbering = Numbering(documents)
        kept: list[Checked] = []
        statements: list[Statement] = []
        dropped: list[dict[str, Any]] = []
        text = ""
        reply: list[str] = []
        for unit in _units(verifier, pieces, reply):
            before = kept[-1] if kept else None
            statement = numbering.statement(statement_of(unit, before, lines)) if unit.kept else None
            if statement is None:
                dropped.append({"text": unit.text, "faults": [f.value for f in unit.faults] or ["figure"]})
                continue
            bare = replace(statement, text=unit.bare)
            piece = joint(before, unit) + marked_statement(bare, unit, lines, numbering)
            kept.append(unit)
            statements.append(statement)
            text += piece
            yield piece
        cited = dict.fromkeys(i for u in kept for i in u.cited)
        passages = [li.evidence.passage for li in lines if li.id in cited]
        trace |= {"dropped": dropped, "cited": list(cited), "chosen": [p.id for p in passages if p is not None]}
        trace["writer"] = {
            "status": head.status,
            "language": plan.language,
            "said": said,
            "day": day.isoformat(),
            "lines": [line_json(line) for line in lines],
            "reply": "".join(reply),
        }
        status = _status(head, kept, dropped)
        return Written(
            status, plan.language, text, tuple(statements), numbering.citations, _spoken(kept, statements, lines), trace
        )


def _evidence(
    query: Query, searches: Sequence[str], plan: Plan, held: Holdings, computed: Computed
) -> tuple[Evidence, ...]:
    """What the sources, the records and the later rules say to the searches, each thing once."""
    readings = [held.reader.read(query, s) for s in searches]
    pools = [held.reader.find(r).ranked for r in readings]
    found = gather(pools, held.retriever, wants_a_set=plan.wants_a_set)
    reckoner = held.answerer.reckoner
    figures = [
        e for r, pool in zip(readings, pools, strict=True) for e in reckoner.reckon(r, [c.hit.passage for c in pool])
    ]
    drafts = [d for r in readings for d in computed(r) if d.status is Status.ANSWERED and _is_wanted(d, plan)]
    documents = held.retriever.generation.documents
    reckoned = without_repeats([*figures, *(e for d in drafts for e in _of_draft(d, documents))])[:_MAX_COMPUTED]
    warned = notices_beside(query, searches, [*found, *reckoned], held)
    return without_repeats([*found, *reckoned, *warned[:_MAX_NOTICES]])


def _is_wanted(draft: Draft, plan: Plan) -> bool:
    """Records recommend for many a wording; that is evidence only where a recommendation is wanted."""
    return draft.intent != "role_to_certificate" or any(a.operation is Operation.RECOMMEND for a in plan.asks)


def _of_draft(draft: Draft, documents: Mapping[str, Document]) -> Iterable[Evidence]:
    return (
        Evidence(
            Form.COMPUTED,
            s.text,
            s.citations,
            documents[s.citations[0].document].authority,
            computed=s.computed,
            tool=draft.intent,
        )
        for s in draft.statements
        if s.citations
    )


def _units(verifier: StreamVerifier, pieces: Iterator[str], reply: list[str]) -> Iterator[Checked]:
    """The units of a reply as they are decided; its pieces are kept in ``reply``."""
    for piece in pieces:
        reply.append(piece)
        yield from verifier.feed(piece)
        if verifier.done:
            # Too long: no more is paid for.
            return
    yield from verifier.close()


def _status(head: Head, kept: Sequence[Checked], dropped: Sequence[object]) -> Status | None:
    """How the question was met by what was kept; None where it was not.

    A reply that says that it answers must still state something with a source. Where more fell than stands, what
    stands is no answer to the question.
    """
    if not kept or len(dropped) > len(kept):
        return None
    cites = any(u.cited for u in kept)
    if head.status is None:
        # Of a reply that fell, 「…没有写」 is what is left, and says nothing of the sources.
        return Status.ANSWERED if cites else None if dropped else Status.ABSTAINED
    return head.status if cites or head.status is not Status.ANSWERED else None


def _spoken(kept: Sequence[Checked], statements: Sequence[Statement], lines: Sequence[Line]) -> tuple[Notice, ...]:
    """The notices that the answer speaks, in the words of the clause that speaks them."""
    noticed = {line.id: line.evidence for line in lines if line.evidence.form is Form.NOTICE}
    return tuple(
        Notice(NoticeKind(noticed[id_].tool), _clause(statement.text, noticed[id_].text), noticed[id_].citations)
        for unit, statement in zip(kept, statements, strict=True)
        for id_ in dict.fromkeys(unit.cited)
        if id_ in noticed
    )


def _clause(sentence: str, notice: str) -> str:
    """The part of a sentence that says most of what a notice says."""
    said = set(tokenize(notice))
    for marks in _ENDS_OF_CLAUSES:
        parts = [p.strip() for p in sentence.translate(dict.fromkeys(map(ord, marks), "\n")).split("\n") if p.strip()]
        if len(parts) > 1:
            return max(parts, key=lambda part: len(said & set(tokenize(part)))).rstrip("。.")
    return sentence


def _last_question(turn: Turn) -> tuple[str, ...]:
    """What the person asked last, for a turn that asks nothing by itself."""
    earlier = [m.content for m in turn.history if m.role == "user"]
    return (earlier[-1][:200],) if earlier else (turn.question[:200],)
