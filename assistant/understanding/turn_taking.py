"""Reads what a turn is for, and turns a wish about the answer before into the question that it is about.

A turn may do several things (「你答的不对，我问的是…」, 「算了不做甲了，想做乙」): a greeting, thanks, a complaint or a
word that turns away from what was spoken of, beside a request. The request alone is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.index.embedding import Vectors
from assistant.types import Language, Message, Turn
from assistant.understanding.clauses import clauses_of, exchanges, has_figure, readable
from assistant.understanding.conversation import refuses
from assistant.understanding.corrections import put_right
from assistant.understanding.followups import changes_a_slot
from assistant.understanding.language import detect_language
from assistant.understanding.query import clean_question
from assistant.understanding.told import as_corrected
from assistant.understanding.turns import QUESTIONS, TurnKind, TurnModel

# From this probability on a kind is acted on before anything is searched; a clause of a longer turn says less by
# itself, so it must be surer.
SURE, _SURE_CLAUSE = 0.5, 0.85
# So many last characters may be a wish; of 1,350 development questions three end so, and wish for it.
_ENDS, _SURE_END = (3, 4, 5), 0.9
# How an answer is wanted, as against what it is to be about.
FORMS = frozenset({TurnKind.SHORTER, TurnKind.LIST, TurnKind.PLAIN, TurnKind.MORE, TurnKind.AGAIN, TurnKind.SOURCE})
LANGUAGES = {TurnKind.ENGLISH: Language.EN, TurnKind.CHINESE: Language.ZH}
_WISHES = FORMS | LANGUAGES.keys()
# What a last clause wishes of the answer to the rest; 「再说一遍」, 「剩下的呢」, 「哪里写的」 mean one before.
_SAID_WITH_A_QUESTION = _WISHES - {TurnKind.MORE, TurnKind.AGAIN, TurnKind.SOURCE}
# What says what a person wants or who they are, and asks nothing in so many words.
OPEN = frozenset({TurnKind.AIM, TurnKind.SITUATION})
_ASKED = OPEN | {TurnKind.QUESTION}
_ABOUT_SOMETHING = _ASKED | {TurnKind.PRACTICE, TurnKind.PLAN}
# What stands before a request and is no part of it; at the end 「…，没错吧」 asks.
_SOCIAL = frozenset({TurnKind.GREETING, TurnKind.THANKS})
_ASIDE = _SOCIAL | {TurnKind.COMPLAINT, TurnKind.DISMISSAL}
_DECLINED = (TurnKind.MISUSE, TurnKind.PERSONAL_DATA, TurnKind.OFF_TOPIC, TurnKind.INSTRUCTIONS)
# From this probability on a question that the sources do not answer is told why instead of what is near.
_SUSPECTED = 0.4
# From this probability on a clause is no part of the request that it stands before.
_SURE_ASIDE = 0.5
_TRAILING = " ，,；;：:"
# Of a longer story no clause is weighed by itself.
_MAX_CLAUSES = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn as it is to be answered.

    Attributes:
        turn: with the question that is asked now: of a wish about the answer before, the question before.
        kind: what was said.
        probability: how surely, (0, 1].
        wishes: how the answer is wanted, the latest last.
        about_before: whether ``turn`` asks an earlier question again.
        suspected: of a question that may also be none to the sources, what else it may be.
        told: what the person said of themselves, here and before, the earliest first.
        aim: what they said last that they want to be or to take, "" for nothing.
        wants_advice: whether it is a question for what suits such an aim.
        greets: whether a greeting stands before the request.
    """

    turn: Turn
    kind: TurnKind
    probability: float
    wishes: tuple[TurnKind, ...] = ()
    about_before: bool = False
    suspected: TurnKind | None = None
    told: tuple[str, ...] = ()
    aim: str = ""
    wants_advice: bool = False
    greets: bool = False

    @property
    def form(self) -> TurnKind | None:
        """The form that was wished last, None for the usual one."""
        return next((w for w in reversed(self.wishes) if w in FORMS), None)


class TurnReader:
    """Tells turns apart; safe to share between threads.

    Args:
        model: the fitted model; None where every turn counts as a question.
        embed: a text's embedding, remembered.
        subject: the names in a text of what it is about, "" for none.
        completes: whether a text names no more than a part (a level) of something.
    """

    def __init__(
        self,
        model: TurnModel | None,
        embed: Callable[[str], Vectors],
        subject: Callable[[str], str] = lambda text: "",
        completes: Callable[[str], bool] = lambda text: False,
    ) -> None:
        self._model = model
        self._embed = embed
        self._subject = subject
        self._completes = completes

    def take(self, turn: Turn) -> Taken:
        """What a turn is for.

        Raises:
            QuestionError: the question is empty, too long, or not text.
        """
        turn = put_right(turn)
        said = clean_question(turn.question)
        text, aside = self._request(said, goes_on=bool(turn.history))
        kind, probability = self._kind(text)
        if kind is TurnKind.QUESTION and (of_clauses := self._open(text)):
            kind = of_clauses
        asked_before = any(m.role == "user" for m in turn.history)
        if kind in _WISHES and not asked_before and text.endswith(("?", "？")):
            # 「Can I take it in Polish?」: where nothing was said yet, a question wishes for nothing.
            kind = TurnKind.QUESTION
        if kind in _WISHES or kind is TurnKind.COMPLAINT:
            return self._about_before(turn, text, kind, probability)
        question, wish = self._without_wish(text) if kind is TurnKind.QUESTION else (text, None)
        told = self._told((*turn.history, Message("user", text)))
        asked = replace(turn, question=question, history=self._before(turn.history, text, aside))
        aim = self._aim((*asked.history, Message("user", text)))
        greets = TurnKind.GREETING in aside
        taken = Taken(asked, kind, probability, suspected=self._suspected(text), told=told, aim=aim, greets=greets)
        if kind is TurnKind.QUESTION and aim == text:
            taken = replace(taken, wants_advice=self._probability(text, TurnKind.RECOMMENDATION) >= SURE)
        if wish is not None:
            asked = replace(asked, language=turn.language or LANGUAGES.get(wish))
            taken = replace(taken, turn=asked, wishes=(wish,))
        return self._with_instruction(said, taken)

    def _about_before(self, turn: Turn, text: str, kind: TurnKind, probability: float) -> Taken:
        """The last question of the conversation, in the form and language that were wished since."""
        wishes = [kind] if kind in _WISHES else [TurnKind.PLAIN]
        for place in range(len(turn.history) - 1, -1, -1):
            message = turn.history[place]
            if message.role != "user":
                continue
            request, aside = self._request(readable(message), goes_on=place > 0)
            said, _ = self._kind(request)
            if said in _SAID_WITH_A_QUESTION:
                wishes.append(said)
            elif said in _ASKED:
                in_order = tuple(reversed(wishes))
                language = next((LANGUAGES[w] for w in reversed(in_order) if w in LANGUAGES), None)
                if kind is TurnKind.COMPLAINT:
                    language = detect_language(text)
                asked = Turn(
                    request if aside else message.content,
                    self._before(turn.history[:place], request, aside),
                    turn.as_of,
                    turn.language or language or detect_language(readable(message)),
                    turn.id,
                )
                told = self._told(turn.history[: place + 1])
                return Taken(asked, kind, probability, in_order, about_before=True, told=told)
        return Taken(replace(turn, language=turn.language or LANGUAGES.get(kind)), kind, probability)

    def _probability(self, text: str, kind: TurnKind) -> float:
        return self._model.probabilities(self._embed(text))[kind] if self._model else 0.0

    def _suspected(self, text: str) -> TurnKind | None:
        found = self._model.probabilities(self._embed(text)) if self._model else {}
        kind = max(_DECLINED, key=lambda k: found.get(k, 0.0))
        return kind if found.get(kind, 0.0) >= _SUSPECTED else None

    def _request(self, text: str, *, goes_on: bool) -> tuple[str, frozenset[TurnKind]]:
        """A turn without what is said before its request, and the kinds of that; all of it where nothing else is."""
        clauses = clauses_of(text)
        if not 1 < len(clauses) <= _MAX_CLAUSES:
            return text, frozenset()
        # Nothing is complained of or left before something was said.
        possible = _ASIDE if goes_on else _SOCIAL
        kinds = list(takewhile(lambda kind: kind in possible, map(self._aside, clauses)))
        if not kinds or len(kinds) == len(clauses):
            return text, frozenset()
        start = text.index(clauses[len(kinds)], sum(map(len, clauses[: len(kinds)])))
        if self._likeliest(text[start:])[0] in _ASIDE:
            # 「看不懂，太官方了」 complains twice.
            return text, frozenset()
        return text[start:], frozenset(kind for kind in kinds if kind)

    def _open(self, text: str) -> TurnKind | None:
        """What a turn of several clauses is for that only say what somebody wants or is; None where one says more."""
        clauses = clauses_of(text)
        kinds = {self._likeliest(c)[0] for c in clauses[:_MAX_CLAUSES]} if len(clauses) > 1 else set()
        if TurnKind.PLEA in kinds and kinds <= FORMS | {TurnKind.PLEA}:
            # 「那我该怎么办，简单列几条」
            return TurnKind.PLEA
        if not kinds & OPEN or not kinds <= OPEN | {TurnKind.PLEA}:
            return None
        return TurnKind.AIM if TurnKind.AIM in kinds else TurnKind.SITUATION

    def _aside(self, clause: str) -> TurnKind | None:
        kind, probability = self._likeliest(clause)
        return kind if kind in _ASIDE and probability >= _SURE_ASIDE else None

    def _told(self, history: Sequence[Message]) -> tuple[str, ...]:
        """The clauses in which the person says who they are or what they have."""
        said = (readable(m) for m in history if m.role == "user")
        clauses = ((text, c) for text in said for c in clauses_of(text)[:_MAX_CLAUSES])
        # Of a turn that says nothing else every clause does.
        told = (c for t, c in clauses if TurnKind.SITUATION in (self._kind(c)[0], self._kind(t)[0]))
        return as_corrected(tuple(told))

    def _without_situation(self, text: str) -> str:
        """A turn without the clauses in which the person says who they are: what these name is not asked about.

        Figures of one's own stay: they are asked about again with the next thing.
        """
        clauses = clauses_of(text)
        told = [c for c in clauses if self._kind(c)[0] is TurnKind.SITUATION and not has_figure(c)]
        if not told or len(told) == len(clauses):
            return text
        for clause in told:
            text = text.replace(clause, "", 1)
        return text.strip(_TRAILING)

    def _aim(self, history: Sequence[Message]) -> str:
        said = (readable(m) for m in reversed(history) if m.role == "user")
        return next((t for t in said if any(self._kind(c)[0] is TurnKind.AIM for c in (t, *clauses_of(t)))), "")

    def _before(self, history: Sequence[Message], request: str, aside: frozenset[TurnKind]) -> tuple[Message, ...]:
        """What a request may go on from: nothing where the person turned away from it, unless the request needs it."""
        return () if self._begins_anew(self._kind(request)[0], request, aside) else self._spoken_of(history)

    def _begins_anew(self, kind: TurnKind, request: str, aside: frozenset[TurnKind]) -> bool:
        """Whether somebody turns away from what was spoken of, or wants something else."""
        if kind is TurnKind.DISMISSAL:
            return True
        turns_away = kind is TurnKind.AIM or TurnKind.DISMISSAL in aside
        return turns_away and not changes_a_slot(request) and not self._completes(request)

    def _spoken_of(self, history: Sequence[Message]) -> tuple[Message, ...]:
        """What later turns may go on from: requests with their replies, of a refused one no more than its subject.

        Greetings, thanks and wishes are left out, as is what came before a word that turned away from it.
        """
        kept: list[Message] = []
        for message, replies in exchanges(history):
            request, aside = self._request(readable(message), goes_on=message is not history[0])
            kind, _ = self._kind(request)
            if self._begins_anew(kind, request, aside):
                kept.clear()
            if kind not in _ABOUT_SOMETHING:
                continue
            refused = any(refuses(r.content) for r in replies)
            if kind is TurnKind.SITUATION or (kind is TurnKind.QUESTION and refused):
                subject = self._subject(request)
                kept += [Message("user", subject)] if subject else []
                kept += replies if not refused else []
            else:
                asked = self._without_situation(request)
                kept += [replace(message, content=asked) if aside or asked != request else message, *replies]
        return tuple(kept)

    def _without_wish(self, text: str) -> tuple[str, TurnKind | None]:
        """A question without the clause that says how it is to be answered (「…，用英文回答」), and that wish."""
        clauses = clauses_of(text)
        if len(clauses) < 2:
            # 「…各级收费列个表」: a list is wished in the last words.
            bare = text.rstrip("。？?！!. ")
            ends = (self._likeliest(bare[-n:]) for n in _ENDS if len(bare) > 2 * n)
            wished = any(kind is TurnKind.LIST and probability >= _SURE_END for kind, probability in ends)
            return text, TurnKind.LIST if wished else None
        kind, probability = self._likeliest(clauses[-1])
        if kind not in _SAID_WITH_A_QUESTION or probability < _SURE_CLAUSE:
            return text, None
        # A language is no part of what is asked; 「简单说说」 does no harm where it stands.
        return text[: text.rindex(clauses[-1])].rstrip(_TRAILING) if kind in LANGUAGES else text, kind

    def _with_instruction(self, text: str, taken: Taken) -> Taken:
        """The turn as an attempt to change the instructions, where a clause of it is one."""
        clauses = clauses_of(text)
        for clause in clauses if 1 < len(clauses) <= _MAX_CLAUSES else ():
            kind, probability = self._likeliest(clause)
            if kind is TurnKind.INSTRUCTIONS and probability >= _SURE_CLAUSE:
                return replace(taken, kind=kind, probability=probability)
        return taken

    def _kind(self, text: str) -> tuple[TurnKind, float]:
        """The kind that is acted on: a question wherever nothing else is sure."""
        kind, probability = self._likeliest(text)
        return (kind, probability) if probability >= SURE else (TurnKind.QUESTION, probability)

    def _likeliest(self, text: str) -> tuple[TurnKind, float]:
        found = dict(self._model.probabilities(self._embed(text)) if self._model else {TurnKind.QUESTION: 1.0})
        # To read a turn, a wish for a recommendation is a question to the sources like any other.
        found[TurnKind.QUESTION] += sum(found.pop(kind, 0.0) for kind in QUESTIONS)
        kind = max(found, key=lambda k: found[k])
        return kind, found[kind]
