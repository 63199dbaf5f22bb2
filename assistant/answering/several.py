"""Every question of several in one is answered, or named as one that no source answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.attributes import missing_attributes
from assistant.answering.extraction import COMPARES, Found, is_gap
from assistant.answering.reading import Reader
from assistant.answering.sentences import ADDS, SentenceWriter, without_repeats
from assistant.answering.verdict import last_word
from assistant.evidence.asked import read_figures
from assistant.evidence.contents import Contents
from assistant.evidence.evidence import Evidence, Form
from assistant.evidence.judge import Judge
from assistant.evidence.properties import TOOL as PROPERTIES
from assistant.evidence.properties import Properties
from assistant.evidence.status import StatusTool
from assistant.evidence.values import asked_values
from assistant.retrieval.tokenization import tokenize
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.language import content
from assistant.understanding.query import Query

# From this probability on a part is answered by its best piece where the whole was refused, and where it was answered:
# what answers the whole mostly says more than one part in its words.
_ANSWERS, _ADDS = 0.4, 0.75
# What names a thing of which the passages say nothing is answered only from here on.
_ANSWERS_UNKNOWN = 0.8
# A piece so much less sure than the best one of a part may still be what answers it.
_ABOUT_AS_SURE = 0.6
# So much of one sentence in another is all of it: the words at its joints differ.
_NEXT_TO_ALL = 0.9
# Characters of the shortest clause that asks, of a refused question and of one that is answered («哪年的»).
_SHORT, _ASKS = 2, 3
# What follows from figures in place of what passages say, where anything does.
Figured = Callable[[Query, Draft, Found], Draft]
# No source answers a part where the product of both probabilities is below this, or none states its property.
_NOT_STATED = 0.1


@dataclass(frozen=True, slots=True)
class _Part:
    """One question of several, with what was found for it, the best first."""

    query: Query
    found: Found
    judged: tuple[Evidence, ...]
    coverage: float

    @property
    def is_open(self) -> bool:
        """Whether no source answers."""
        best = (self.judged[0].probability or 0.0) if self.judged else 0.0
        return bool(self.found.missing) or best * self.coverage < _NOT_STATED

    @property
    def sure(self) -> float:
        """How surely the best piece answers: a few words fit many pieces, so both readers must be sure."""
        return min(self.judged[0].probability or 0.0, self.coverage) if self.judged else 0.0


class Several:
    """Completes answers to questions that ask several things; safe to share between threads."""

    def __init__(
        self,
        reader: Reader,
        judge: Judge,
        writer: SentenceWriter,
        status: StatusTool,
        contents: Contents,
        properties: Properties,
        figured: Figured,
    ) -> None:
        self._reader = reader
        self._judge = judge
        self._writer = writer
        self._status = status
        self._contents = contents
        self._properties = properties
        self._figured = figured

    def complete(self, query: Query, drafted: Draft, found: Found, *, composed: bool) -> Draft:
        """The answer with what it left out, and a last sentence on what no source states.

        Args:
            query: the question.
            drafted: the answer to it as a whole.
            found: what the passages held for it.
            composed: whether the answer is made of passages alone, so that those of each part may take their place.
        """
        refused = drafted.status is not Status.ANSWERED
        # Of a refused question each clause counts, however short (「考啥，难不难」).
        least = _SHORT if refused else _ASKS
        compares = bool(COMPARES.search(query.standalone))
        # What goes on with a conversation and names nothing asks of what was spoken of.
        goes_on = refused and query.goes_on and query.others and not any(m.kind.names_subject for m in query.mentions)
        asked = self._reader.in_turn(self._reader.read(query, query.others[0]) if goes_on else query, least)
        # Of a name that no source has no part can be answered.
        if len(asked) < 2 or found.unknown_names or (compares and refused):
            return drafted
        first = self._reader.find(asked[0])
        asked = self._reader.about_the_first(asked, first)
        parts = [self._part(q, f) for q, f in zip(asked, self._reader.find_each(asked), strict=True)]
        # Where records answer one part, what fits the whole in some of its words answers none.
        recorded = composed and any(p.judged and p.judged[0].tool == PROPERTIES for p in parts)
        # What goes on in a word or two from a question that no source answers mostly finds something else.
        goes_nowhere = refused and bool(parts[0].found.missing)
        least_sure = _ANSWERS if refused or recorded else _ADDS
        each = [
            self._of_part(
                p,
                query,
                answers=self._answers(p, least_sure)
                and not (recorded and _own_words(p) and _says_nothing(p))
                and (bool(_own_words(p)) or not goes_nowhere),
            )
            for p in parts
        ]
        # Each part by itself leaves nothing for a spare sentence to add; what a conversation supplies it has not.
        settled = all(d.status is Status.ANSWERED or p.is_open for p, d in zip(parts, each, strict=True))
        # What is compared stands together in the drafted answer.
        afresh = refused or recorded or (composed and not query.goes_on and settled and not compares)
        said = [] if afresh else list(drafted.statements)
        open_: list[_Part] = []
        for part, own in zip(parts, each, strict=True):
            if self._is_told(part, said, query):
                continue
            if own.status is Status.ANSWERED:
                # What the first part asks stands first; what says all of another sentence of its row, in its place.
                at = 0 if part is parts[0] else len(said)
                held = [n for n, s in enumerate(said) if any(_holds(o, s) for o in own.statements)]
                said[held[0] if held else at : held[-1] + 1 if held else at] = own.statements
            elif self._leaves_open(part, said, every=refused or recorded):
                open_.append(part)
        if not said or len(open_) == len(parts):
            return drafted
        statements = [*without_repeats(query, said), *([_not_stated(open_, query)] if open_ else [])]
        return replace(drafted, status=Status.ANSWERED, statements=tuple(statements))

    @staticmethod
    def _leaves_open(part: _Part, said: Sequence[Statement], *, every: bool) -> bool:
        """Whether what is said surely leaves a part open.

        A few words («有上限没») find by themselves nothing of what the answer says: of nineteen parts of development
        questions that were named since nothing was found for them fourteen were answered.

        Args:
            part: one of several questions.
            said: the answer so far.
            every: whether each part was answered by itself, and not all in one; else what asks for no value is passed
                over.
        """
        told = " ".join(s.text for s in said)
        if part.found.missing:
            return bool(missing_attributes(part.query.own, told))
        figures = read_figures(part.query.own)
        if figures.own:
            return False
        quoted = {c.quote for s in said for c in s.citations}
        found = any(c.quote in quoted for e in part.judged for c in e.citations)
        # 「学生就业率多少」 finds the pass rate that is said.
        other = figures.wants_amount and last_word(part.query.own) not in told
        return (every or (part.is_open and bool(asked_values(part.query.own)))) and (not found or other)

    def _part(self, query: Query, found: Found) -> _Part:
        status = self._status.find(query, self._reader.vector)
        if status is not None:
            return _Part(query, replace(found, missing=(), unknown_names=()), (status,), 1.0)
        cells = self._properties.find(query, self._reader.embed, found.missing, part=True)
        if cells:
            return _Part(query, replace(found, missing=()), cells, 1.0)
        coverage = self._reader.sure(found)
        judged = self._judge.weigh(query, self._reader.vector(query), found, coverage).pieces
        if told := self._contents.told(query, self._reader.vector, judged):
            judged, coverage = told.pieces, 1.0 if told.is_recorded else coverage
            found = found if told.missing is None else replace(found, missing=(*found.missing, told.missing))
        return _Part(query, found, judged, coverage)

    def _answers(self, part: _Part, enough: float) -> bool:
        enough = max(enough, _ANSWERS_UNKNOWN) if part.found.unknown_names else enough
        best = part.judged[0] if part.judged else None
        if best is not None and best.tool == PROPERTIES:
            return True
        if best is None or part.sure < enough or is_gap(part.query, best):
            return False
        return not missing_attributes(part.query.own, best.text)

    def _of_part(self, part: _Part, query: Query, *, answers: bool) -> Draft:
        """What the passages say to one part, or what follows from their figures."""
        said = [self._said(e, part, query) for e in _adding(part.judged)] if answers else []
        if said:
            said[0] = self._writer.with_verdict(part.query, part.found, part.judged[0], said[0], part.judged)
        guided = Draft(Status.ANSWERED if answers else Status.ABSTAINED, tuple(said))
        return (
            guided if part.judged and part.judged[0].passage is None else self._figured(part.query, guided, part.found)
        )

    def _said(self, evidence: Evidence, part: _Part, query: Query) -> Statement:
        """A piece as a sentence; of a row all that any of the questions asks, in one."""
        is_row = evidence.form is Form.ROW
        said = self._writer.statement(evidence, query if is_row else part.query)
        own = self._writer.statement(evidence, part.query) if is_row else said
        return own if _holds(own, said) else said

    def _is_told(self, part: _Part, said: Sequence[Statement], query: Query) -> bool:
        """Whether what answers a part, or the property that it asks for, stands in what is said already."""
        quoted = {c.quote for s in said for c in s.citations}
        if part.is_open:
            return False
        able = [e for e in part.judged if (e.probability or 0.0) >= _ABOUT_AS_SURE * part.sure]
        if part.judged[0].form is Form.ROW:
            # Another cell of the same row is another thing.
            cells = set(tokenize(self._said(part.judged[0], part, query).text))
            return any(cells <= set(tokenize(s.text)) for s in said)
        return any(c.quote in quoted for e in able for c in e.citations)


def _holds(one: Statement, other: Statement) -> bool:
    """Whether a sentence says more than another of the same source, and next to all that it says."""
    less, more = set(tokenize(other.text)), set(tokenize(one.text))
    return other.citations == one.citations and len(less) < len(more) and len(less & more) >= _NEXT_TO_ALL * len(less)


def _adding(judged: Sequence[Evidence]) -> list[Evidence]:
    """The best piece, and those that add something asked."""
    return [judged[0], *(e for e in judged[1:] if (e.probability or 0.0) >= ADDS)]


def _says_nothing(part: _Part) -> bool:
    """Whether the best piece holds no word of what a part asks of the thing that it names."""
    return part.judged[0].passage is not None and not _own_words(part) & set(tokenize(part.judged[0].text))


def _own_words(part: _Part) -> set[str]:
    """The words by which a part asks, without the names in it."""
    names = {t for m in part.query.mentions for t in tokenize(m.text)}
    return {t for t in set(tokenize(content(part.query.own))) - names if len(t) > 1}


def _not_stated(parts: Sequence[_Part], query: Query) -> Statement:
    """The sentence that names what no source states."""
    named = dict.fromkeys(_name(p, query) for p in parts)
    if query.language is Language.ZH:
        return Statement(f"资料没有写到{'、'.join(named)}。")
    return Statement(f"The sources do not state {' or '.join(named)}.")


def _name(part: _Part, query: Query) -> str:
    zh = query.language is Language.ZH
    missing = [a.name_zh if zh else a.name_en for a in part.found.missing]
    if missing:
        return ("、" if zh else ", ").join(missing)
    # The names of the first question were put before a later one.
    own = part.query.own
    while " " in own and own not in query.standalone:
        own = own.partition(" ")[2]
    return f"「{own}」" if zh else f"“{own.strip(' ?')}”"
