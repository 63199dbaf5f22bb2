"""The answer without a language model: what every tool found, weighed together, then said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.abstention import AbstentionModel
from assistant.answering.edition_changes import EditionChanges
from assistant.answering.extraction import Found, is_gap
from assistant.answering.from_figures import FromFigures
from assistant.answering.places import Places
from assistant.answering.reading import Reader
from assistant.answering.refusals import Refusals
from assistant.answering.sentences import SentenceWriter
from assistant.answering.several import Several
from assistant.answering.translation import in_language, pieces_in_language
from assistant.answering.unknowns import unseen_names
from assistant.answering.whom import Whom
from assistant.catalogue.goals import levels_of
from assistant.catalogue.loading import Catalogue
from assistant.evidence.computed import Reckoner
from assistant.evidence.contents import Contents
from assistant.evidence.eligibility import Eligibility
from assistant.evidence.evidence import Evidence
from assistant.evidence.judge import Judge, Judged
from assistant.evidence.judge_model import JudgeModel
from assistant.evidence.listing import TOOL as LISTED
from assistant.evidence.listing import Lister
from assistant.evidence.passages import evidence_of
from assistant.evidence.properties import TOOL as PROPERTY
from assistant.evidence.properties import Properties
from assistant.evidence.reader import PassageReader
from assistant.evidence.recommendations import TOOL as RECOMMENDATION
from assistant.evidence.recommendations import Recommender
from assistant.evidence.status import TOOL as STATUS
from assistant.evidence.status import StatusTool
from assistant.pack.schema import Kind
from assistant.retrieval.retriever import Retriever
from assistant.types import Draft, Statement, Status, Turn
from assistant.understanding.entities import EntityKind
from assistant.understanding.language import asks_to_confirm, detect_language
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnModel

# From this probability on that it answers, a passage is worth reading beside a recommendation.
_SURE = 0.7
# Only a passage that is so much surer than what a tool says takes its place: a post is spoken of in many, and of what
# can be taken at all none speaks as a record does.
_TOLD_BETTER = {RECOMMENDATION: 0.3, STATUS: 0.15, LISTED: 0.0}
# Each of several parts may be a little less sure than a whole answer.
_ANSWERS_PART = 0.5
# From this probability on a piece may be said after a better one has been.
_ADDS = 0.25


class SentenceAnswerer:
    """Drafts answers by rules and fitted models alone; safe to share between threads.

    Args:
        reader: reads questions against the index.
        retriever: the index.
        catalogue: the typed records.
        places: places of the corpus to citations.
        abstention: whether passages answer.
        turns: reads what a question wants.
        status: says whether a certificate can be taken.
        learned: the judge that was fitted on the pack, where one was.
        passage_reader: reads the pieces, where one was trained for the embedding model.
        whom: says whom to ask where no source answers.
    """

    def __init__(
        self,
        reader: Reader,
        retriever: Retriever,
        catalogue: Catalogue,
        places: Places,
        abstention: AbstentionModel,
        turns: TurnModel | None,
        status: StatusTool,
        learned: JudgeModel | None = None,
        passage_reader: PassageReader | None = None,
        whom: Whom | None = None,
    ) -> None:
        self._reader = reader
        self._retriever = retriever
        self._catalogue = catalogue
        self._places = places
        self._abstention = abstention
        self._judge = Judge(retriever, learned, passage_reader)
        self._recommender = Recommender(catalogue, retriever, places, turns)
        self._writer = SentenceWriter(retriever, Refusals(retriever, catalogue, places, whom or Whom()))
        self._editions = EditionChanges(retriever, reader, self._judge, self._writer)
        self._status = status
        self._lister = Lister(catalogue, places)
        self._contents = Contents(catalogue, places, turns)
        self._eligibility = Eligibility(catalogue, places, turns)
        self._properties = Properties(catalogue, places, turns)
        self.reckoner = Reckoner(retriever, reader.embed)
        self._figures = FromFigures(reader, self.reckoner)
        self._several = Several(
            reader, self._judge, self._writer, status, self._contents, self._properties, self._figures.draft
        )

    def draft(self, turn: Turn, query: Query) -> tuple[Draft, Found]:
        """The answer to a turn, and what the passages held."""
        # Asked in one language to be answered in the other: found in the first, said in the edition of the second.
        reading, found = self._reader.best(turn, replace(query, language=detect_language(query.text)))
        judged = self._judge.weigh(reading, self._reader.vector(reading), found, self._reader.sure(found))
        if reading.language is not query.language:
            reading = replace(reading, language=query.language)
            found = in_language(found, query.language, self._retriever)
            judged = replace(judged, pieces=pieces_in_language(judged.pieces, reading, self._retriever))
        if (changed := self._editions.draft(reading, judged)) is not None:
            return changed, found
        assessed = self._eligibility.find(query, self._reader.vector, judged.pieces)
        cells = self._properties.find(query, self._reader.embed, found.missing, assessed=bool(assessed))
        drafted = (
            # Whether it is enough is said before what it costs.
            self._of_tool((*assessed, *cells))
            or self._from_tools(query, judged.pieces)
            or self._from_passages(query, reading, found, judged)
        )
        if drafted.intent == "passage":
            reckoned = self._figures.draft(query, drafted, found)
            goes_on = reckoned.intent == drafted.intent
            composed = reckoned is drafted
            drafted = self._several.complete(query, reckoned, found, composed=composed) if goes_on else reckoned
        elif drafted.intent == PROPERTY:
            # What a price or a limit comes to says it, too.
            drafted = self._figures.reckoned(query, drafted, found) or drafted
        query.deadline.check()
        return drafted, found

    def further(self, query: Query, found: Found) -> list[Statement]:
        """Every piece that answers a question by itself, the surest first."""
        query = replace(query, language=detect_language(query.text)) if query.text else query
        judged = self._judge.weigh(query, self._reader.vector(query), found, self._reader.sure(found))
        return [self._writer.statement(e, query) for e in judged.pieces if (e.probability or 0.0) >= _ADDS]

    def tables(self, statements: Sequence[Statement], query: Query) -> tuple[Statement, ...]:
        """Statements with those that say rows of a table as that table."""
        return self._writer.tables(statements, query)

    def computed(self, query: Query) -> tuple[Draft, ...]:
        """What records say by themselves to a question, each of its parts included."""
        each = (self._status.find(q, self._reader.vector) for q in (query, *self._reader.in_turn(query)))
        status = next((e for e in each if e is not None), None)
        drafts = (self._of_tool((status,)) if status else None, self._of_tool(self._recommended(query)))
        return tuple(d for d in drafts if d is not None)

    def _from_tools(self, query: Query, judged: Sequence[Evidence]) -> Draft | None:
        """What the tool says that answers more surely than the others and the best passage, with that where it is sure.

        A passage must be so much surer than a tool that reads what a question wants: many speak of a post.
        """
        # Whoever asks whether they may take what has no conditions to be held against wants to know whether it is open.
        taking = bool(query.told) and self._eligibility.asked(query, self._reader.vector)
        status = self._status.find(query, self._reader.vector, taking=taking)
        listed = self._lister.find(query)
        told = [(e,) for e in (listed, status) if e is not None]
        found = max((*told, self._recommended(query)), key=_sureness)
        best = judged[:1]
        if not found or _sureness(best) > _sureness(found) + _TOLD_BETTER[found[0].tool]:
            return None
        drafted = self._of_tool(found)
        quoted = {c.quote for e in found for c in e.citations}
        if drafted and found[0].tool == RECOMMENDATION and _sureness(best) >= _SURE:
            also = [self._writer.statement(e, query) for e in best if not {c.quote for c in e.citations} & quoted]
            drafted = replace(drafted, statements=(*drafted.statements, *also))
        return drafted

    def _recommended(self, query: Query) -> tuple[Evidence, ...]:
        return self._recommender.find(query, self._reader.embed)

    @staticmethod
    def _of_tool(found: Sequence[Evidence]) -> Draft | None:
        said = tuple(Statement(e.text, e.citations, e.computed) for e in found)
        return Draft(Status.ANSWERED, said, intent=found[0].tool) if said else None

    def _from_passages(self, asked: Query, query: Query, found: Found, weighed: Judged) -> Draft:
        """The answer that passages give in one reading of what is asked, or a refusal that says what was looked for."""
        if found.of_each:
            each = [evidence_of(r.hit.passage, query, self._retriever) for r in found.of_each]
            return Draft(Status.ANSWERED, self._writer.side_by_side(each, query))
        absent = self._absent_level(query)
        if absent:
            found = replace(found, unknown_names=(absent,))
            return self._writer.refusal(query, found, weighed.pieces)
        judged = weighed.pieces
        if told := self._contents.told(asked, self._reader.vector, judged):
            if told.missing is not None:
                found = replace(found, missing=(*found.missing, told.missing))
                return self._writer.refusal(query, found, judged)
            if told.is_recorded:
                return Draft(Status.ANSWERED, tuple(Statement(e.text, e.citations, e.computed) for e in told.pieces))
            judged = told.pieces
        if not self._retriever.expanded:
            if unseen := unseen_names(query, self._retriever.generation.lexical):
                found = replace(found, unknown_names=unseen)
                return self._writer.refusal(query, found, judged)
            if several := self._compared(query, found) or self._each_of_several(query):
                return several
        if not judged or weighed.answers < self._judge.answers_from(query):
            return self._writer.refusal(query, found, judged, weighed.answers)
        if self._writer.blank(query, judged[0]) or (is_gap(query, judged[0]) and not asks_to_confirm(query.text)):
            return self._writer.gap(query, judged)
        return self._writer.answer(query, found, judged)

    def _compared(self, query: Query, found: Found) -> Draft | None:
        """How the rows of one table that a text as it comes is asked about side by side differ; None where none do."""
        compared = self.reckoner.compare(query, [r.hit.passage for r in found.ranked])
        said = tuple(Statement(e.text, e.citations, e.computed) for e in compared)
        return Draft(Status.ANSWERED, said) if said else None

    def _each_of_several(self, query: Query) -> Draft | None:
        """What each of several questions, or each of several things that one asks about, is answered with by a text as
        it comes; None where one finds nothing.
        """
        listed = self._retriever.names.listed_together(query.standalone)
        each = tuple(self._reader.read(query, text) for text in listed) or self._parts_of_one_subject(query)
        said: dict[str, Statement] = {}
        for part in each:
            found = self._reader.find(part)
            judged = self._judge.weigh(part, self._reader.vector(part), found, self._reader.sure(found))
            if not judged.pieces or judged.answers < _ANSWERS_PART * self._judge.answers_from(query):
                return None
            statement = self._writer.statement(judged.pieces[0], part)
            said.setdefault(statement.text, statement)
        return Draft(Status.ANSWERED, tuple(said.values())) if said else None

    def _parts_of_one_subject(self, query: Query) -> tuple[Query, ...]:
        """The questions of one that asks several; one that names nothing asks of what those before it named."""
        subject, parts = "", []
        for part in self._reader.parts(query):
            named = self._retriever.names.subjects(part.standalone)
            asked = part if named or not subject else self._reader.read(query, f"{subject} {part.standalone}")
            subject = named or subject
            parts.append(asked)
        return tuple(parts)

    def _absent_level(self, query: Query) -> str:
        """The level that a question asks of a certificate which no source describes at it, "" for none."""
        certificates = self._catalogue.all(Kind.CERTIFICATE)
        named = next((c for c in certificates if query.ids(EntityKind.CERTIFICATE) == (c.id,)), None)
        steps = {s.zh for kind in self._catalogue.schema.certificate_kinds() for s in kind.steps}
        level = next((m.name for m in query.mentions if m.kind is EntityKind.LEVEL and m.name in steps), "")
        if named is None or asks_to_confirm(query.text) or level in levels_of(named, self._catalogue):
            return ""
        return level


def _sureness(found: Sequence[Evidence]) -> float:
    return (found[0].probability or 0.0) if found else 0.0
