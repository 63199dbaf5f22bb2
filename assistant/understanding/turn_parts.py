"""A turn taken apart: what stands before its request, the request, what is wished of the answer, which is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.index.embedding import Vectors
from assistant.retrieval.tokenization import tokenize
from assistant.types import Language, Message
from assistant.understanding.clauses import clauses_of, exchanges, readable
from assistant.understanding.focus import asks
from assistant.understanding.language import content
from assistant.understanding.turns import QUESTIONS, TurnKind, TurnModel

# From this probability on a kind is acted on before anything is searched; a clause of a longer turn says less by
# itself, so it must be surer.
SURE, SURE_CLAUSE = 0.5, 0.85
# So many first or last characters may be a wish; of 1,350 development questions three end so, and wish for it.
_ENDS, _SURE_END = (3, 4, 5), 0.9
# How an answer is wanted, as against what it is to be about.
FORMS = frozenset({TurnKind.SHORTER, TurnKind.LIST, TurnKind.PLAIN, TurnKind.MORE, TurnKind.AGAIN, TurnKind.SOURCE})
LANGUAGES = {TurnKind.ENGLISH: Language.EN, TurnKind.CHINESE: Language.ZH}
WISHES = FORMS | LANGUAGES.keys()
# What is wished of the answer to the rest of a turn; 「再说一遍」, 「剩下的呢」, 「哪里写的」 mean one before.
_SAID_WITH_A_QUESTION = WISHES - {TurnKind.MORE, TurnKind.AGAIN, TurnKind.SOURCE}
# What says what a person wants or who they are, and asks nothing in so many words.
OPEN = frozenset({TurnKind.AIM, TurnKind.SITUATION})
ASKED = OPEN | {TurnKind.QUESTION}
# What was done for somebody instead of being answered by a source, and is spoken of next as an answer is.
DONE = frozenset({TurnKind.PRACTICE, TurnKind.PLAN, TurnKind.EXPORT, TurnKind.PLEA})
# What stands before a request and is no part of it; at the end 「…，没错吧」 asks.
_SOCIAL = frozenset({TurnKind.GREETING, TurnKind.THANKS})
_ASIDE = _SOCIAL | {TurnKind.COMPLAINT, TurnKind.DISMISSAL}
_TRAILING = " ，,；;：:"
# Of a longer story no clause is weighed by itself.
MAX_CLAUSES = 8


@dataclass(frozen=True, slots=True)
class Read:
    """A turn taken apart: its request without what stands before it, what is wished of the answer, and the place in
    the history of the message that is asked again, None where the turn asks something itself.
    """

    request: str
    aside: frozenset[TurnKind]
    kind: TurnKind
    probability: float
    wishes: tuple[TurnKind, ...] = ()
    again: int | None = None


class TurnParser:
    """Tells the kinds of turns and of their clauses; safe to share between threads.

    Args:
        model: the fitted model; None where every turn counts as a question.
        embed: a text's embedding, remembered.
    """

    def __init__(self, model: TurnModel | None, embed: Callable[[str], Vectors]) -> None:
        self._model = model
        self._embed = embed

    def probability(self, text: str, kind: TurnKind) -> float:
        """That a text is of a kind."""
        return self._model.probabilities(self._embed(text))[kind] if self._model else 0.0

    def kind(self, text: str) -> tuple[TurnKind, float]:
        """The kind that is acted on: a question wherever nothing else is sure."""
        kind, probability = self.likeliest(text)
        sure = probability >= SURE and kind is not TurnKind.LEAD_IN
        return (kind, probability) if sure else (TurnKind.QUESTION, probability)

    def likeliest(self, text: str) -> tuple[TurnKind, float]:
        """The likeliest kind with its probability, however low."""
        found = dict(self._model.probabilities(self._embed(text)) if self._model else {TurnKind.QUESTION: 1.0})
        # To read a turn, a wish for a recommendation is a question to the sources like any other.
        found[TurnKind.QUESTION] += sum(found.pop(kind, 0.0) for kind in QUESTIONS)
        kind = max(found, key=lambda k: found[k])
        return kind, found[kind]

    def read(self, said: str, history: Sequence[Message]) -> Read:
        """A turn taken apart; ``history`` is all that was said before it."""
        text, aside = self._request(said, goes_on=bool(history))
        kind, probability = self.kind(text)
        if kind is TurnKind.QUESTION and (of_clauses := self._open(text)):
            kind = of_clauses
        asked_before = any(m.role == "user" for m in history)
        if kind in WISHES and not asked_before and text.endswith(("?", "？")):
            # 「Can I take it in Polish?」: where nothing was said yet, a question wishes for nothing.
            kind = TurnKind.QUESTION
        read = Read(text, aside, kind, probability)
        if kind in WISHES or kind is TurnKind.COMPLAINT:
            spoken = self._spoken_of(clauses_of(text), history)
            wish = kind if kind in WISHES else TurnKind.PLAIN
            return self._about_before(read, (wish,), history, len(history) if spoken is None else spoken + 1)
        if kind is TurnKind.SITUATION:
            asked = self._about_before(read, (), history, len(history))
            # Who asked if they meet conditions asks it again with all that they tell or put right then.
            return asked if asked.again is not None and self.asks_for_verdict(history[asked.again]) else read
        return self._with_wishes(read, history) if kind is TurnKind.QUESTION else read

    def _about_before(self, read: Read, wishes: tuple[TurnKind, ...], history: Sequence[Message], end: int) -> Read:
        """A turn about the last answer before a place, in the form and language that were wished since."""
        for place in range(end - 1, -1, -1):
            if history[place].role != "user":
                continue
            earlier = self.read(readable(history[place]), history[:place])
            if earlier.again is not None or earlier.kind in ASKED | DONE:
                before = (w for w in earlier.wishes if w in _SAID_WITH_A_QUESTION)
                again = place if earlier.again is None else earlier.again
                return replace(read, wishes=(*before, *wishes), again=again)
        return read

    def asked_beside(self, text: str) -> str:
        """What a turn about an answer before asks of it by itself («短一点，就告诉我多少钱»), "" for nothing."""
        every = clauses_of(text)[:MAX_CLAUSES]
        asking = [c for c in every if asks(c) and self.likeliest(c)[0] is TurnKind.QUESTION][-1:]
        return "，".join((*self.references(every), *asking)) if len(every) > 1 and asking else ""

    def references(self, clauses: Sequence[str]) -> list[str]:
        """The clauses that refer to something in an answer before."""
        return [c for c in clauses if self.probability(c, TurnKind.REFERENCE) >= SURE]

    def asks_for_verdict(self, message: Message) -> bool:
        """Whether somebody asks if what they tell of is enough."""
        asked = clauses_of(readable(message))[:MAX_CLAUSES]
        return any(self.probability(c, TurnKind.ELIGIBILITY) >= SURE for c in asked)

    def _with_wishes(self, read: Read, history: Sequence[Message]) -> Read:
        """A question with what some of its clauses wish of the answer («…，用英文回答»), or, where the others speak of
        an answer before («你说的这个…，哪里写的»), or ask nothing, a turn about that.
        """
        clauses = clauses_of(read.request)
        if len(clauses) < 2:
            # 「…各级收费列个表」: a table is wished in the first or last words.
            bare = read.request.rstrip("。？?！!. ")
            ends = (self.likeliest(e) for n in _ENDS if len(bare) > 2 * n for e in (bare[:n], bare[-n:]))
            wished = any(kind is TurnKind.LIST and probability >= _SURE_END for kind, probability in ends)
            return replace(read, wishes=(TurnKind.LIST,)) if wished else read
        kinds = [(c, *self.likeliest(c)) for c in clauses]
        sure = [(c, kind) for c, kind, p in kinds if kind in WISHES and p >= SURE_CLAUSE]
        rest = [c for c, kind, p in kinds if kind not in WISHES or p < SURE]
        if not sure:
            return read
        spoken = self._spoken_of(rest, history)
        if spoken is not None or (history and not any(map(asks, rest))):
            end = len(history) if spoken is None else spoken + 1
            return self._about_before(read, tuple(kind for _, kind in sure), history, end)
        with_it = [(c, kind) for c, kind in sure if kind in _SAID_WITH_A_QUESTION]
        if not with_it or not any(map(asks, rest)):
            return read
        return replace(
            read,
            request=without(read.request, [c for c, _ in with_it]),
            wishes=tuple(kind for _, kind in with_it),
        )

    def _spoken_of(self, clauses: Sequence[str], history: Sequence[Message]) -> int | None:
        """The place of the message to whose replies clauses refer; None where none refers to what was said."""
        spoken = self.references(clauses)
        said = set(tokenize(content(" ".join(spoken))))
        replied = {p: set(tokenize(" ".join(r.content for r in replies))) for p, replies in exchanges(history)}
        return max(replied, key=lambda p: (len(said & replied[p]), p), default=None) if spoken else None

    def _request(self, text: str, *, goes_on: bool) -> tuple[str, frozenset[TurnKind]]:
        """A turn without what is said before its request, and the kinds of that; all of it where nothing else is."""
        clauses = clauses_of(text)
        if not 1 < len(clauses) <= MAX_CLAUSES:
            return text, frozenset()
        kinds = [self.likeliest(c) for c in clauses]
        # 「还有个事」 asks nothing, wherever it stands before something else.
        if idle := [c for n, c in enumerate(clauses[:-1]) if self._leads_in(c, within=n > 0)]:
            return self._request(without(text, idle), goes_on=goes_on)
        # Nothing is complained of or left before something was said.
        possible = _ASIDE if goes_on else _SOCIAL
        start, leads = 0, True
        for place, (clause, (kind, probability)) in enumerate(zip(clauses, kinds, strict=True), start=1):
            aside = kind in possible and probability >= (SURE_CLAUSE if asks(clause) else SURE)
            # What was left is left with all that was said before it (「看不懂，算了…」), sooner where something
            # is wished for in its place.
            wished = any(k is TurnKind.AIM and p >= SURE for k, p in kinds[place : place + 1])
            turns_away = kind is TurnKind.DISMISSAL and (goes_on or place > 1)
            left = turns_away and probability >= (SURE if wished and not asks(clause) else SURE_CLAUSE)
            start = place if left or (leads and aside) else start
            leads = leads and (aside or (goes_on and (kind in FORMS or probability < SURE)))
        if start in (0, len(clauses)):
            return text, frozenset()
        rest = text[text.index(clauses[start], sum(map(len, clauses[:start]))) :]
        whole, sure = self.likeliest(text)
        kind, probability = self.likeliest(rest)
        if kind in _ASIDE or (whole in _ASIDE and sure >= SURE > probability):
            # 「看不懂，太官方了」 complains twice.
            return text, frozenset()
        left_off = possible | {TurnKind.DISMISSAL}
        return rest, frozenset(kind for kind, p in kinds[:start] if kind in left_off and p >= SURE)

    def _leads_in(self, clause: str, *, within: bool) -> bool:
        """Whether a clause says no more than that something is asked; ``within`` a turn a greeting says no more."""
        kinds = (TurnKind.LEAD_IN, *((TurnKind.GREETING,) if within else ()))
        return sum(self.probability(clause, kind) for kind in kinds) >= SURE

    def _open(self, text: str) -> TurnKind | None:
        """What a turn of several clauses is for that only say what somebody wants or is; None where one says more."""
        clauses = clauses_of(text)
        likeliest = [self.likeliest(c) for c in clauses[:MAX_CLAUSES]] if len(clauses) > 1 else []
        # Of 「急」 nobody knows what it is for.
        kinds = {kind for kind, p in likeliest if p >= SURE}
        if TurnKind.PLEA in kinds and kinds <= FORMS | {TurnKind.PLEA}:
            # 「那我该怎么办，简单列几条」
            return TurnKind.PLEA
        if not kinds & OPEN or not kinds <= OPEN | {TurnKind.PLEA}:
            return None
        return TurnKind.AIM if TurnKind.AIM in kinds else TurnKind.SITUATION


def without(text: str, clauses: Sequence[str]) -> str:
    """A text without some of its clauses and the marks that they leave at its ends."""
    for clause in clauses:
        before, found, after = text.partition(clause)
        text = f"{before}{after.lstrip(_TRAILING)}" if found else text
    return text.strip(_TRAILING)
