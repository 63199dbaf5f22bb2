"""Which reading of a question finds an answer: follow-ups, stories told first, several questions in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from assistant.answering.abstention import AbstentionModel
from assistant.answering.extraction import Found, answers, find, says_it_is_missing, together
from assistant.answering.said import quoted_in
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.index.embedding import Embedder, Vectors
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import is_chinese, normalise, runs, tokenize
from assistant.types import Passage, Turn
from assistant.understanding.asked_edition import without_editions
from assistant.understanding.conversation import latest
from assistant.understanding.entities import Lexicon
from assistant.understanding.followups import points_at_a_thing
from assistant.understanding.language import content
from assistant.understanding.parts import MIN_CHARS, in_turn, parts
from assistant.understanding.query import Query, reread, understand
from assistant.understanding.spelling import Speller

# From this share of the best score on a passage may be the one that a reply was taken from.
_ABOUT_AS_GOOD = 0.85
# What a reading of a follow-up is worth is how sure its answer is, times how much of the follow-up's own words that
# covers; so much counts where it covers none. A later reading must be worth more than this makes up for.
_UNCOVERED, _ABOUT_AS_MUCH = 0.3, 0.9
# A follow-up that is answered so surely, with so much of its own words, is read no other way.
_SURELY, _WHOLLY = 0.6, 0.9
# From this share of a follow-up's own words on what its words alone find speaks of them.
_SPEAKS = 0.5
# From more parts on than these each is answered with one statement.
_MANY = 3
_VECTORS_KEPT = 512
_AND = "，"
# Characters of the shortest run that tells what a question is about.
_MIN_SHARED = 2


class Reader:
    """Reads questions against one index generation; immutable, safe to share between threads."""

    def __init__(
        self,
        retriever: Retriever,
        embedder: Embedder,
        lexicon: Lexicon,
        speller: Speller,
        abstention: AbstentionModel,
    ) -> None:
        self._retriever = retriever
        self._lexicon = lexicon
        self._speller = speller
        self._abstention = abstention
        # The same words are embedded for records, passages and parts.
        self.embed = lru_cache(maxsize=_VECTORS_KEPT)(embedder.embed_query)

    def understand(self, turn: Turn, deadline: Deadline = NO_DEADLINE) -> Query:
        """Read a turn; what else is done for the query ends at the deadline.

        Raises:
            QuestionError: the question is empty, too long, or not text.
            TooSlowError: the time is over.
        """
        query = self._of_editions(understand(turn, self._lexicon, self._speller, deadline))
        deadline.check()
        return query

    def _of_editions(self, query: Query) -> Query:
        """A question without what says which edition is heard, in its content, where documents have editions."""
        known = self._retriever.calendar.edition_of
        if not known:
            return query
        words = without_editions(query.standalone, query.content, known.values())
        own = without_editions(query.standalone, query.own, known.values())
        return replace(query, content=words, own=own)

    def read(self, query: Query, question: str) -> Query:
        """A question that stands alone, in place of a turn's own words."""
        return self._read(query, question, asked_now=True)

    def vector(self, query: Query) -> Vectors:
        """The embedding of a question as it stands alone, (dimension,).

        Raises:
            TooSlowError: the time for the answer is over.
        """
        query.deadline.check()
        also = "" if self._retriever.expanded else self._retriever.names.other_names(query.standalone)
        return self.embed(f"{query.standalone} ({also})" if also else query.standalone)

    def parts(self, query: Query) -> tuple[Query, ...]:
        """The questions of a question that asks several, () for a single one."""
        return tuple(self._read(query, part, asked_now=True) for part in parts(query.standalone, self._lexicon))

    def in_turn(self, query: Query, least: int = MIN_CHARS) -> tuple[Query, ...]:
        """The questions that a question asks one after another, () for a single one.

        Args:
            query: the question.
            least: characters of a clause that is a question of its own.
        """
        asked = in_turn(query.standalone, self._lexicon, least)
        return tuple(self._read(query, part, asked_now=True) for part in asked)

    def about_the_first(self, parts: Sequence[Query], found: Found) -> tuple[Query, ...]:
        """The same questions, each later one with the words by which the first says what it is about.

        These are what its words share with the headings over the passage that answers it best: 「水平测试」 of
        「水平测试满分多少，个人能报名不」.
        """
        if not found.chosen or any(p.mentions for p in parts[:1]):
            return tuple(parts)
        passage = found.chosen[0].hit.passage
        title = self._retriever.document(passage.document_id).title
        about = _shared_words(parts[0].content, f"{passage.header} {title} {' '.join(v for _, v in passage.cells[:1])}")
        later = (
            p if p.mentions or not about else self._read(p, f"{about} {p.standalone}", asked_now=True)
            for p in parts[1:]
        )
        return (parts[0], *later)

    def find(self, query: Query, *, documents: Set[str] = frozenset(), around: Passage | None = None) -> Found:
        """What the passages hold for one reading (see ``extraction.find``).

        Raises:
            TooSlowError: the time for the answer is over.
        """
        vector = self.vector(query)
        # Each reading is embedded and searched: the two stages that take longest.
        query.deadline.check()
        return find(query, vector, self._retriever, self._lexicon, documents=documents, around=around)

    def sure(self, found: Found) -> float:
        """Probability that the chosen passages answer, (0, 1)."""
        return self._abstention.probability(found.signals)

    def best(self, turn: Turn, query: Query) -> tuple[Query, Found]:
        """The reading that answers, with what it finds; the first one where none does."""
        around = self._spoken_of(replace(turn, history=latest(turn.history)), query.deadline) if query.goes_on else None
        query, found = self._best_reading(query, self.find(query, around=around), around)
        return query, self._of_each_part(found, self.parts(query), around) or found

    def _read(self, query: Query, reading: str, *, asked_now: bool = False) -> Query:
        """Another reading; ``asked_now`` where nothing of it was carried over from before."""
        other = reread(query, reading, self._lexicon, self._speller)
        return self._of_editions(replace(other, text=reading, own=reading) if asked_now else other)

    def _spoken_of(self, turn: Turn, deadline: Deadline) -> Passage | None:
        """The passage that the last reply quotes: a follow-up mostly goes on near it.

        Where it quotes none as it stands, that which answers the question before this one best; of those that answer
        it about as well, the one that the reply seems to be taken from.
        """
        last = max((i for i, m in enumerate(turn.history) if m.role == "user"), default=None)
        if last is None:
            return None
        earlier, reply = turn.history[:last], " ".join(m.content for m in turn.history[last + 1 :])
        before = replace(turn, question=turn.history[last].content, history=earlier)
        if quoted := quoted_in(reply, self._retriever.passages):
            return quoted
        found = self.find(self.understand(before, deadline))
        said = set(tokenize(reply))
        close = [r for r in found.ranked if r.score >= _ABOUT_AS_GOOD * found.ranked[0].score]
        best = max(close, key=lambda r: len(said & self._retriever.terms(r.hit.passage)), default=None)
        return best.hit.passage if best else None

    def _best_reading(self, query: Query, found: Found, around: Passage | None) -> tuple[Query, Found]:
        """The reading that finds most: for a follow-up of its own words, else the surest of those that answer."""
        if around is None and answers(found, self._abstention):
            return query, found
        able = [r for r in self._readings(query, found, around) if answers(r[1], self._abstention)]
        if not able:
            return query, found
        if around is not None and query.others:
            # What speaks of none of the follow-up's own words, where others do, answers the question before it.
            able = [r for r in able if self._covered(query.text, r[1]) > 0] or able
            if self._covered(query.text, found) >= _SPEAKS and not any(self._covered(query.text, r[1]) for r in able):
                return query, found
        if around is None:
            return max(able, key=lambda r: r[1].signals.score)
        if able[0][1] is found and self.sure(found) >= _SURELY and self._covered(query.text, found) >= _WHOLLY:
            # Names only make surer what is sure already.
            return query, found
        worth = [self.sure(r) * (_UNCOVERED + self._covered(query.text, r)) for _, r in able]
        # The first of those that are worth about as much: readings are in the order of their likelihood.
        return next(r for r, value in zip(able, worth, strict=True) if value >= _ABOUT_AS_MUCH * max(worth))

    def _readings(self, query: Query, found: Found, around: Passage | None) -> Iterator[tuple[Query, Found]]:
        """The ways to read a question with what each finds, the likeliest first."""
        yield query, found
        changes_slot = query.own == query.standalone != query.text
        needs_a_name = points_at_a_thing(query.text) and query.others
        if around is not None and not needs_a_name and not (changes_slot and self._covered(query.text, found)):
            # By itself, asked of the document that the conversation was about. 「那乙呢」 asks for nothing by itself.
            bare = self._read(query, query.text if changes_slot else query.own, asked_now=True)
            yield bare, self.find(bare, documents={around.document_id}, around=around)
        for reading in query.others:
            other = self._read(query, reading)
            yield other, self.find(other, around=around)
        if around is not None and query.standalone == query.text:
            # Nothing was taken over: it may ask of something else.
            yield query, self.find(query)
        told = [t for t in query.told if t not in query.standalone]
        if told and around is not None:
            # What a person is, has and wants counts where the question turns on it (「差在哪里」, 「我能报哪个」).
            of_person = self._read(query, _AND.join((*told, query.standalone)), asked_now=True)
            yield of_person, self.find(of_person, around=around)
        if query.focus:
            asking = replace(self._read(query, query.focus), own=query.focus)
            yield asking, self.find(asking, around=around)

    def _covered(self, text: str, found: Found) -> float:
        """IDF share of a text's terms that the best passage or the questions that it answers hold, [0, 1]."""
        lexical = self._retriever.generation.lexical
        idf = {t: lexical.idf(t) for t in set(tokenize(content(text))) if t in lexical}
        held = self._retriever.terms(found.chosen[0].hit.passage) if found.chosen else frozenset()
        return sum(w for t, w in idf.items() if t in held) / (sum(idf.values()) or 1.0)

    def find_each(self, parts: Sequence[Query], around: Passage | None = None) -> list[Found]:
        """What the passages hold for each of several questions in one.

        A later question without a name of its own is about what the first one is about.
        """
        each: list[Found] = []
        for part in parts:
            best = each[0].chosen[0].hit.passage if each and each[0].chosen else None
            first = {best.document_id} if best else set()
            if part.mentions or best is None:
                each.append(self.find(part, around=around))
            else:
                each.append(self.find(part, documents=first, around=best))
        return each

    def _of_each_part(self, whole: Found, parts: Sequence[Query], around: Passage | None) -> Found | None:
        """What answers each of several questions in one; None where one of them finds nothing."""
        each = self.find_each(parts, around)
        sure = [f for p, f in zip(parts, each, strict=True) if self._is_sure(p, f)]
        told_by = {f.chosen[0].hit.passage.document_id for f in sure}
        # Of many properties of one thing, one may be less sure where the document of the others states it.
        close = [f for f in each if f.chosen and not f.missing and f.chosen[0].hit.passage.document_id in told_by]
        many = len(each) > _MANY
        if not sure or len(each) - len(sure) > many or any(f not in sure and f not in close for f in each):
            return None
        said = together(whole, [replace(f, chosen=f.chosen[:1]) for f in each] if many else each)
        return replace(said, signals=together(whole, sure).signals)

    def _is_sure(self, part: Query, found: Found) -> bool:
        return answers(found, self._abstention) and not says_it_is_missing(part, found)


def _shared_words(text: str, topic: str) -> str:
    """The runs of two or more characters of a text that stand in a topic too, the longest at each place.

    Of Latin writing whole words are, by their stems.
    """
    topic = normalise(topic)
    known = set(tokenize(topic))
    found: list[str] = []
    for _, run in runs(normalise(text)):
        if is_chinese(run):
            found.extend(_shared_runs(run, topic))
        elif known.intersection(tokenize(run)):
            found.append(run)
    return " ".join(dict.fromkeys(found))


def _shared_runs(text: str, topic: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in topic:
            end += 1
        if end - start >= _MIN_SHARED:
            yield text[start:end]
        start = max(end, start + 1)
