"""Reads what a turn is for, and turns a wish about the answer before into the question that it is about.

A turn may do several things (「你答的不对，我问的是…」, 「算了不做甲了，想做乙」): a greeting, thanks, a complaint or a
word that turns away from what was spoken of, beside a request. The request alone is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.index.embedding import Vectors
from assistant.retrieval.tokenization import tokenize
from assistant.text.citation_marks import without_marks
from assistant.types import Language, Message, Turn
from assistant.understanding.clauses import clauses_of, exchanges, has_figure, readable
from assistant.understanding.conversation import refuses
from assistant.understanding.corrections import put_right
from assistant.understanding.entities import Lexicon
from assistant.understanding.focus import asks
from assistant.understanding.followups import subjects_of
from assistant.understanding.language import detect_language
from assistant.understanding.query import clean_question
from assistant.understanding.slots import changes_a_slot
from assistant.understanding.told import as_corrected
from assistant.understanding.turn_parts import (
    ASKED,
    FORMS,
    LANGUAGES,
    MAX_CLAUSES,
    SURE,
    SURE_CLAUSE,
    WISHES,
    Read,
    TurnParser,
    without,
)
from assistant.understanding.turns import ALSO_AN_AIM, TurnKind, TurnModel

_ABOUT_SOMETHING = ASKED | {TurnKind.PRACTICE, TurnKind.PLAN}
_DECLINED = (TurnKind.MISUSE, TurnKind.PERSONAL_DATA, TurnKind.OFF_TOPIC, TurnKind.INSTRUCTIONS)
# From this probability on a question that the sources do not answer is told why instead of what is near.
_SUSPECTED = 0.4


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn as it is to be answered.

    Attributes:
        turn: with the question that is asked now: of a wish about the answer before, the question before.
        kind: what was said.
        probability: how surely, (0, 1].
        wishes: how the answer is wanted, the latest last.
        about_before: whether ``turn`` asks an earlier question again.
        of: what the turn that is asked again was for; a question where none is.
        suspected: of a question that may also be none to the sources, what else it may be.
        told: what the person said of themselves, here and before, the earliest first.
        aim: what they said last that they want to be or to take, "" for nothing.
        wants_advice: whether it is a question for what suits such an aim.
        greets: whether a greeting stands before the request.
        pleads: whether it asks what to do, beside what it says or asks.
        reply: of a turn about an answer before, the line of that which it speaks of.
        beside: what such a turn asks of it by itself, "" for nothing.
    """

    turn: Turn
    kind: TurnKind
    probability: float
    wishes: tuple[TurnKind, ...] = ()
    about_before: bool = False
    of: TurnKind = TurnKind.QUESTION
    suspected: TurnKind | None = None
    told: tuple[str, ...] = ()
    aim: str = ""
    wants_advice: bool = False
    greets: bool = False
    pleads: bool = False
    reply: str = ""
    beside: str = ""

    @property
    def form(self) -> TurnKind | None:
        """The form that was wished last, None for the usual one; who complains wishes plain words."""
        plain = TurnKind.PLAIN if self.kind is TurnKind.COMPLAINT else None
        return next((w for w in reversed(self.wishes) if w in FORMS), plain)

    @property
    def doing(self) -> TurnKind:
        """What is done for it: of a turn about an answer before, what that one was for."""
        return self.of if self.about_before else self.kind

    @property
    def wishes_less(self) -> bool:
        """Whether fewer or plainer words are wished of an answer before."""
        return self.about_before and self.form in (TurnKind.SHORTER, TurnKind.PLAIN)


class TurnReader:
    """Tells turns apart; safe to share between threads.

    Args:
        model: the fitted model; None where every turn counts as a question.
        embed: a text's embedding, remembered.
        lexicon: names.
    """

    def __init__(
        self,
        model: TurnModel | None,
        embed: Callable[[str], Vectors],
        lexicon: Lexicon | None = None,
    ) -> None:
        self._parser = TurnParser(model, embed)
        self._lexicon = lexicon or Lexicon()

    def take(self, turn: Turn) -> Taken:
        """What a turn is for.

        Raises:
            QuestionError: the question is empty, too long, or not text.
        """
        turn = put_right(turn)
        said = clean_question(turn.question)
        read = self._parser.read(said, turn.history)
        kind, text = read.kind, read.request
        told = self._told((*turn.history, Message("user", said)))
        wished = next((LANGUAGES[w] for w in reversed(read.wishes) if w in LANGUAGES), None)
        if read.again is not None:
            if kind is TurnKind.COMPLAINT:
                wished = detect_language(text)
            return self._again(turn, read, told, turn.language or wished)
        asked = replace(turn, language=turn.language or wished)
        if kind in WISHES or kind is TurnKind.COMPLAINT:
            return Taken(asked, kind, read.probability)
        if kind is TurnKind.DISMISSAL and self._parser.probability(text, TurnKind.AIM) >= ALSO_AN_AIM:
            # 「算了我想做甲」 in one breath: what is chosen counts.
            kind = TurnKind.AIM
        asked = replace(asked, question=text, history=self._before(turn.history, read))
        taken = Taken(
            asked,
            kind,
            read.probability,
            read.wishes,
            suspected=self._suspected(text),
            told=told,
            aim=self._aim((*asked.history, Message("user", text))),
            greets=TurnKind.GREETING in read.aside,
            pleads=any(self._parser.kind(c)[0] is TurnKind.PLEA for c in clauses_of(text)[:MAX_CLAUSES]),
        )
        if kind is TurnKind.QUESTION and taken.aim == text:
            taken = replace(taken, wants_advice=self._parser.probability(text, TurnKind.RECOMMENDATION) >= SURE)
        return self._with_instruction(said, taken)

    def _again(self, turn: Turn, read: Read, told: tuple[str, ...], language: Language | None) -> Taken:
        """An earlier question, in the form and language that were wished since."""
        place = read.again or 0
        message = turn.history[place]
        earlier = self._parser.read(readable(message), turn.history[:place])
        question = earlier.request if earlier.aside or earlier.wishes else message.content
        if read.kind is TurnKind.SITUATION:
            # What was told then and is told now, as it was put right.
            asked = [c for c in clauses_of(question) if asks(c)]
            question = "，".join((*(t for t in told if t in question or t in turn.question), *asked))
        asked_again = Turn(
            question,
            self._before(turn.history[:place], earlier),
            turn.as_of,
            language or detect_language(readable(message)),
            turn.id,
        )
        said = [m.content for m in turn.history if m.role == "assistant"][-1:]
        if words := self._parser.references(clauses_of(read.request)):
            terms = set(tokenize(" ".join(words)))
            lines = [line for m in turn.history[place + 1 :][:1] for line in m.content.split("\n")]
            said = [max(lines, key=lambda line: len(terms & set(tokenize(line))))] if lines else said
        return Taken(
            asked_again,
            read.wishes[-1] if read.kind is TurnKind.QUESTION else read.kind,
            read.probability,
            read.wishes,
            about_before=True,
            of=earlier.kind,
            told=told,
            # What cites is no figure of the question that goes on with it.
            reply=without_marks("".join(said)),
            beside=self._parser.asked_beside(read.request) if read.wishes else "",
        )

    def _suspected(self, text: str) -> TurnKind | None:
        kind = max(_DECLINED, key=lambda k: self._parser.probability(text, k))
        return kind if self._parser.probability(text, kind) >= _SUSPECTED else None

    def _told(self, history: Sequence[Message]) -> tuple[str, ...]:
        """The clauses in which the person says who they are or what they have, as they were put right since."""
        told = []
        for place, _ in exchanges(history):
            message = history[place]
            read = self._parser.read(readable(message), history[:place])
            # Of a turn that says nothing else every clause does; who asks if it is enough says so in every figure.
            only = read.kind is TurnKind.SITUATION
            assessed = self._parser.asks_for_verdict(message)
            clauses = clauses_of(read.request if only else readable(message))[:MAX_CLAUSES]
            told.append([c for c in clauses if not asks(c) and self._tells(c, only=only, assessed=assessed)])
        return as_corrected(told, lambda text: frozenset(m.id for m in self._lexicon.find(text)))

    def _tells(self, clause: str, *, only: bool = False, assessed: bool = False) -> bool:
        kind, probability = self._parser.likeliest(clause)
        said = probability >= SURE if only else kind is TurnKind.SITUATION and probability >= SURE
        return said or (assessed and has_figure(clause) and kind is not TurnKind.AIM)

    def _without_situation(self, text: str) -> str:
        """A turn without the clauses in which the person says who they are: what these name is not asked about.

        Figures of one's own stay: they are asked about again with the next thing.
        """
        clauses = clauses_of(text)
        told = [c for c in clauses if self._tells(c) and not has_figure(c)]
        return without(text, told) if told and len(told) < len(clauses) else text

    def _aim(self, history: Sequence[Message]) -> str:
        said = (readable(m) for m in reversed(history) if m.role == "user")
        return next((t for t in said if any(self._parser.kind(c)[0] is TurnKind.AIM for c in (t, *clauses_of(t)))), "")

    def _before(self, history: Sequence[Message], read: Read) -> tuple[Message, ...]:
        """What a request may go on from: nothing where the person turned away from it, unless the request needs it."""
        return () if self._begins_anew(read) else self._gone_before(history)

    def _begins_anew(self, read: Read) -> bool:
        """Whether somebody turns away from what was spoken of, or wants something else."""
        if read.kind is TurnKind.DISMISSAL:
            return True
        turns_away = read.kind is TurnKind.AIM or TurnKind.DISMISSAL in read.aside
        # 「那三级呢」 names no more than a part of what was spoken of.
        completes = self._lexicon.find(read.request) and not subjects_of(read.request, self._lexicon)
        return turns_away and not changes_a_slot(read.request) and not completes

    def _gone_before(self, history: Sequence[Message]) -> tuple[Message, ...]:
        """What later turns may go on from: requests with their replies, of a refused one no more than its subject.

        Greetings, thanks and wishes are left out, as is what came before a word that turned away from it.
        """
        kept: list[Message] = []
        for place, replies in exchanges(history):
            message = history[place]
            read = self._parser.read(readable(message), history[:place])
            if self._begins_anew(read):
                kept.clear()
            if read.kind not in _ABOUT_SOMETHING or read.again is not None:
                continue
            refused = any(refuses(r.content) for r in replies)
            if read.kind is TurnKind.SITUATION or (read.kind is TurnKind.QUESTION and refused):
                subject = " ".join(subjects_of(read.request, self._lexicon))
                kept += [Message("user", subject)] if subject else []
                kept += replies if not refused else []
            else:
                asked = self._without_situation(read.request)
                changed = read.aside or read.wishes or asked != read.request
                kept += [replace(message, content=asked) if changed else message, *replies]
        return tuple(kept)

    def _with_instruction(self, text: str, taken: Taken) -> Taken:
        """The turn as an attempt to change the instructions, where a clause of it is one."""
        clauses = clauses_of(text)
        for clause in clauses if 1 < len(clauses) <= MAX_CLAUSES else ():
            kind, probability = self._parser.likeliest(clause)
            if kind is TurnKind.INSTRUCTIONS and probability >= SURE_CLAUSE:
                return replace(taken, kind=kind, probability=probability)
        return taken
