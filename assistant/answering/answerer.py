"""The answer without a language model: from records where they answer, else from the reading that passages answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.abstention import AbstentionModel
from assistant.answering.extraction import Found, answers, says_it_is_missing
from assistant.answering.guidance import guide
from assistant.answering.issuers import wrong_issuer
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.answering.row_difference import row_difference
from assistant.answering.sentences import SentenceWriter
from assistant.answering.translation import in_language
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.tally import Operation
from assistant.evidence.computed import Reckoner
from assistant.evidence.judge import Judge
from assistant.evidence.passages import evidence_of
from assistant.retrieval.retriever import Retriever
from assistant.types import Draft, Statement, Status, Turn
from assistant.understanding.language import asks_to_confirm, detect_language
from assistant.understanding.query import Query

# From this probability on that it answers, a passage is worth reading beside a recommendation.
_SURE = 0.7
# From this probability on that the best piece states something asked, it is said. In cross-validation on development
# questions .45 refuses 8 fewer of 935 answerable ones than .55 and answers 7 more of 181 unanswerable ones; .5 refuses
# two more of own-dev-9 and one more of the near misses.
_ANSWERS = 0.45
# For texts as they come, fitted on others (``fit_judge``); each of several parts may be a little less sure.
_ANSWERS_PLAIN, _ANSWERS_PART = 0.25, 0.15
# What names a thing, place or year of which the passages say nothing is answered only from here on: of 33 such
# development questions none of the 5 that come between has an answer.
_ANSWERS_UNKNOWN = 0.8
# What holds for one place or time answers a question that names neither only from here on: of the four development
# questions that come between, three want the general rule, which no source states.
_ANSWERS_LOCAL = 0.8
# From this probability on that the best piece answers it is near enough to be shown beside a refusal.
_NEAR = 0.25
# What records answer exactly, so that a part of a question may be theirs.
_COMPUTED = frozenset({"certificate_facts", "certificate_status", *(f"records_{o.value}" for o in Operation)})

# Fields and passages give the terms of a sum; what was reckoned from them holds these too.
_RECKONED_INSTEAD = frozenset({"passage", "certificate_facts"})


class SentenceAnswerer:
    """Drafts answers by rules and fitted models alone; safe to share between threads.

    Args:
        reader: reads questions against the index.
        retriever: the index.
        catalogue: the typed records.
        places: places of the corpus to citations.
        abstention: whether passages answer.
    """

    def __init__(
        self,
        reader: Reader,
        retriever: Retriever,
        catalogue: Catalogue,
        places: Places,
        abstention: AbstentionModel,
    ) -> None:
        self._reader = reader
        self._retriever = retriever
        self._catalogue = catalogue
        self._places = places
        self._abstention = abstention
        self._judge = Judge(retriever)
        self._writer = SentenceWriter(retriever)
        self.reckoner = Reckoner(retriever, reader.embed)

    def draft(self, turn: Turn, query: Query) -> tuple[Draft, Found | None]:
        """The answer to a turn, and what the passages held where they were searched for it."""
        found = None
        guided = self.from_records(query) or self._part_by_part(query)
        if guided is None:
            # Asked in one language to be answered in the other: found in the first, said in the edition of the second.
            reading, found = self._reader.best(turn, replace(query, language=detect_language(query.text)))
            if reading.language is not query.language:
                reading = replace(reading, language=query.language)
                found = in_language(found, query.language, self._retriever)
            guided = self._from_passages(reading, found)
        elif guided.intent == "role_to_certificate":
            guided = self._with_passage(query, guided)
        guided = self._from_figures(query, guided, found)
        query.deadline.check()
        correction = wrong_issuer(query, self._catalogue, self._places)
        if correction is not None and guided.intent != "records_list":
            # What is put right is an answer, even where the rest of the question finds none.
            guided = replace(guided, status=Status.ANSWERED, statements=(correction, *guided.statements))
        return guided, found

    def _from_figures(self, query: Query, guided: Draft, found: Found | None) -> Draft:
        """What follows from figures, instead of the passages that it follows from, where anything does."""
        if guided.intent not in _RECKONED_INSTEAD or not self.reckoner.may_reckon(query):
            return guided
        found = found or self._reader.find(query)
        on_subject = [r for r in found.ranked if not r.is_about_others(query)]
        # What speaks of the asked thing alone says its rule more surely than what compares it with others.
        candidates = [r.hit.passage for r in sorted(on_subject, key=lambda r: r.speaks_of_others(query))]
        reckoned = self.reckoner.reckon(query, candidates) if not found.unknown_names else ()
        if not reckoned:
            return guided
        said = tuple(Statement(e.text, e.citations, e.computed) for e in reckoned)
        cited = {c.quote for s in said for c in s.citations}
        # Of several questions in one, passages answer those that nothing was reckoned for; claims ask nothing further.
        parts = () if asks_to_confirm(query.text) else self._reader.parts(query)
        goes_on = guided.status is Status.ANSWERED and len(parts) > len(said)
        rest = (s for s in guided.statements if goes_on and not {c.quote for c in s.citations} <= cited)
        return replace(guided, status=Status.ANSWERED, statements=(*said, *rest))

    def _part_by_part(self, query: Query) -> Draft | None:
        """The answers to several questions in one, where records answer one of them and each has an answer."""
        drafts: list[Draft] = []
        for part in self._reader.parts(query):
            guided = self.from_records(part)
            drafts.append(guided or self._from_passages(part, self._reader.find(part)))
        computed = [d for d in drafts if d.intent in _COMPUTED]
        if not computed or any(d.status is not Status.ANSWERED for d in drafts):
            return None
        said = dict.fromkeys(s for d in drafts for s in d.statements)
        return replace(computed[0], statements=tuple(said), suggestions=drafts[-1].suggestions)

    def _with_passage(self, query: Query, guided: Draft) -> Draft:
        """A recommendation with what the sources say on the question in words of their own, where that is sure."""
        found = self._reader.find(query)
        said = {c.quote for s in guided.statements for c in s.citations}
        new = tuple(c for c in found.chosen[:1] if c.hit.passage.text not in said)
        sure = answers(found, self._abstention) and self._abstention.probability(found.signals) >= _SURE
        if not new or not sure or guided.status is not Status.ANSWERED:
            return guided
        more = evidence_of(new[0].hit.passage, query, self._retriever)
        return replace(guided, statements=(*guided.statements, self._writer.statement(more, query)))

    def _from_passages(self, query: Query, found: Found) -> Draft:
        """The answer that passages give, or a refusal that says what was looked for."""
        if found.of_each:
            each = [evidence_of(r.hit.passage, query, self._retriever) for r in found.of_each]
            return Draft(Status.ANSWERED, tuple(self._writer.statement(e, query) for e in each))
        judged = self._judge.weigh(query, self._reader.vector(query), found, self._reader.sure(found))
        best = (judged[0].probability or 0.0) if judged else 0.0
        if not self._retriever.expanded:
            if several := self._each_of_several(query):
                return several
            enough = _ANSWERS_PLAIN
        else:
            enough = _ANSWERS_UNKNOWN if found.unknown_names else _ANSWERS
        if not judged or best < enough:
            return self._writer.refusal(query, found, judged, shows_nearest=best >= _NEAR)
        if best < _ANSWERS_LOCAL and self._writer.is_local(query, judged[0]):
            return self._writer.local(query, judged)
        if says_it_is_missing(query, found) and not asks_to_confirm(query.text):
            return self._writer.gap(query, judged)
        reckoned = row_difference(query, found.chosen, self._retriever)
        return self._writer.answer(query, found, judged, (reckoned,) if reckoned else ())

    def _each_of_several(self, query: Query) -> Draft | None:
        """What each of several questions, or each of several things that one asks about, is answered with by a text as
        it comes; None where one finds nothing.
        """
        listed = self._retriever.names.listed_together(query.standalone)
        each = tuple(self._reader.read(query, text) for text in listed) or self._reader.parts(query)
        said: dict[str, Statement] = {}
        for part in each:
            found = self._reader.find(part)
            judged = self._judge.weigh(part, self._reader.vector(part), found, self._reader.sure(found))
            if not judged or (judged[0].probability or 0.0) < _ANSWERS_PART:
                return None
            statement = self._writer.statement(judged[0], part)
            said.setdefault(statement.text, statement)
        return Draft(Status.ANSWERED, tuple(said.values())) if said else None

    def from_records(self, query: Query) -> Draft | None:
        """What the records say of a question by themselves, None where they say nothing."""
        vector = self._reader.vector(query)
        return guide(query, vector, self._catalogue, self._retriever, self._places)
