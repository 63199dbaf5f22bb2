"""Reads what a turn is for, and turns a wish about the answer before into the question that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.index.embedding import Vectors
from assistant.types import Language, Message, Turn
from assistant.understanding.language import detect_language
from assistant.understanding.query import clean_question, plain
from assistant.understanding.turns import TurnKind, TurnModel

# From this probability on a kind is acted on before anything is searched; a clause of a longer turn says less by
# itself, so it must be surer.
SURE, _SURE_CLAUSE = 0.5, 0.85
# How an answer is wanted, as against what it is to be about.
FORMS = frozenset({TurnKind.SHORTER, TurnKind.LIST, TurnKind.PLAIN, TurnKind.MORE, TurnKind.AGAIN})
LANGUAGES = {TurnKind.ENGLISH: Language.EN, TurnKind.CHINESE: Language.ZH}
_WISHES = FORMS | LANGUAGES.keys()
# What a last clause wishes of the answer to the rest; 「再说一遍」 and 「剩下的呢」 mean an answer before.
_SAID_WITH_A_QUESTION = _WISHES - {TurnKind.MORE, TurnKind.AGAIN}
_ABOUT_SOMETHING = frozenset({TurnKind.QUESTION, TurnKind.PRACTICE, TurnKind.PLAN})
_DECLINED = (TurnKind.MISUSE, TurnKind.PERSONAL_DATA, TurnKind.OFF_TOPIC, TurnKind.INSTRUCTIONS)
# From this probability on a question that the sources do not answer is told why instead of what is near.
_SUSPECTED = 0.4
_TRAILING = " ，,；;：:"
_BREAKS = str.maketrans(dict.fromkeys("，,；;。？?！!：:…\n", "\n"))
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
    """

    turn: Turn
    kind: TurnKind
    probability: float
    wishes: tuple[TurnKind, ...] = ()
    about_before: bool = False
    suspected: TurnKind | None = None

    @property
    def form(self) -> TurnKind | None:
        """The form that was wished last, None for the usual one."""
        return next((w for w in reversed(self.wishes) if w in FORMS), None)


class TurnReader:
    """Tells turns apart; safe to share between threads.

    Args:
        model: the fitted model; None where every turn counts as a question.
        embed: a text's embedding, remembered.
    """

    def __init__(self, model: TurnModel | None, embed: Callable[[str], Vectors]) -> None:
        self._model = model
        self._embed = embed

    def take(self, turn: Turn) -> Taken:
        """What a turn is for.

        Raises:
            QuestionError: the question is empty, too long, or not text.
        """
        text = clean_question(turn.question)
        kind, probability = self._kind(text)
        asked_before = any(m.role == "user" for m in turn.history)
        if kind in _WISHES and not asked_before and text.endswith(("?", "？")):
            # 「Can I take it in Polish?」: where nothing was said yet, a question wishes for nothing.
            kind = TurnKind.QUESTION
        if kind in _WISHES or kind is TurnKind.COMPLAINT:
            return self._about_before(turn, text, kind, probability)
        question, wish = self._without_wish(text) if kind is TurnKind.QUESTION else (text, None)
        turn = replace(turn, history=self._spoken_of(turn.history))
        taken = Taken(turn, kind, probability, suspected=self._suspected(text))
        if wish is not None:
            asked = replace(turn, question=question, language=turn.language or LANGUAGES.get(wish))
            taken = replace(taken, turn=asked, wishes=(wish,))
        return self._with_instruction(text, taken)

    def _about_before(self, turn: Turn, text: str, kind: TurnKind, probability: float) -> Taken:
        """The last question of the conversation, in the form and language that were wished since."""
        wishes = [kind] if kind in _WISHES else [TurnKind.PLAIN]
        for place in range(len(turn.history) - 1, -1, -1):
            message = turn.history[place]
            if message.role != "user":
                continue
            said, _ = self._kind(_readable(message))
            if said in _SAID_WITH_A_QUESTION:
                wishes.append(said)
            elif said is TurnKind.QUESTION:
                in_order = tuple(reversed(wishes))
                language = next((LANGUAGES[w] for w in reversed(in_order) if w in LANGUAGES), None)
                if kind is TurnKind.COMPLAINT:
                    language = detect_language(text)
                asked = Turn(
                    message.content,
                    self._spoken_of(turn.history[:place]),
                    turn.as_of,
                    turn.language or language or detect_language(_readable(message)),
                    turn.id,
                )
                return Taken(asked, kind, probability, in_order, about_before=True)
        return Taken(replace(turn, language=turn.language or LANGUAGES.get(kind)), kind, probability)

    def _suspected(self, text: str) -> TurnKind | None:
        found = self._model.probabilities(self._embed(text)) if self._model else {}
        kind = max(_DECLINED, key=lambda k: found.get(k, 0.0))
        return kind if found.get(kind, 0.0) >= _SUSPECTED else None

    def _spoken_of(self, history: Sequence[Message]) -> tuple[Message, ...]:
        """What later turns may go on from: exchanges that were about something, not greetings, thanks and wishes."""
        kept: list[Message] = []
        about = True
        for message in history:
            if message.role == "user":
                about = self._kind(_readable(message))[0] in _ABOUT_SOMETHING
            if about:
                kept.append(message)
        return tuple(kept)

    def _without_wish(self, text: str) -> tuple[str, TurnKind | None]:
        """A question without the clause that says how it is to be answered (「…，用英文回答」), and that wish."""
        clauses = _clauses(text)
        if len(clauses) < 2:
            return text, None
        kind, probability = self._likeliest(clauses[-1])
        if kind not in _SAID_WITH_A_QUESTION or probability < _SURE_CLAUSE:
            return text, None
        # A language is no part of what is asked; 「简单说说」 does no harm where it stands.
        return text[: text.rindex(clauses[-1])].rstrip(_TRAILING) if kind in LANGUAGES else text, kind

    def _with_instruction(self, text: str, taken: Taken) -> Taken:
        """The turn as an attempt to change the instructions, where a clause of it is one."""
        clauses = _clauses(text)
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
        # A wish for a recommendation is a question to the sources like any other.
        found[TurnKind.QUESTION] += found.pop(TurnKind.RECOMMENDATION, 0.0)
        kind = max(found, key=lambda k: found[k])
        return kind, found[kind]


def _readable(message: Message) -> str:
    return plain(" ".join(message.content.split()))


def _clauses(text: str) -> list[str]:
    return [c.strip() for c in text.translate(_BREAKS).split("\n") if c.strip()]
