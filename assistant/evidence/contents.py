"""What the exam for a certificate tests, by the records: its work areas and tasks, its form, the modules of a centre.

Passages answer such a question where they name one of these. What a certificate is for, whether it can be taken, or
what people of its trade do, is near to the question and no answer to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.attributes import Attribute, required
from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.names import called_in
from assistant.evidence.evidence import Evidence, of_records
from assistant.index.embedding import Vectors
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.types import Citation, Language
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind, TurnModel

TOOL = "contents"
# So sure that the contents of an exam are asked, of a certificate that is named: questions for parts of it, which
# passages tell better, are below (at .4 one held-out question more is lost).
_ASKED = 0.6
# Says what is missing; which words ask for it and state it is learned and recorded, not written here.
_EXAMINED = required("contents", "考核内容", "what the exam tests", "(?!)", "(?!)")


@dataclass(frozen=True, slots=True)
class Subject:
    """A certificate whose exam is asked about, with the records and their fields that say what is tested."""

    name: str
    parts: tuple[tuple[Record, str], ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """What is tested, as the records put it."""
        return tuple(dict.fromkeys(t for record, field in self.parts for t in record.texts(field)))


@dataclass(frozen=True, slots=True)
class Told:
    """The pieces that say what an exam tests, and, where none does, what is missing."""

    pieces: tuple[Evidence, ...]
    missing: Attribute | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether records say it, no passage."""
        return bool(self.pieces) and self.pieces[0].tool == TOOL


class Contents:
    """Finds what exams test in the records of one day; safe to share between threads.

    Args:
        catalogue: the records.
        places: for citations.
        turns: tells such questions from others; None where nothing was fitted, so that none is told.
    """

    def __init__(self, catalogue: Catalogue, places: Places, turns: TurnModel | None) -> None:
        self._catalogue = catalogue
        self._places = places
        self._turns = turns

    def asked(self, query: Query, vector: Callable[[Query], Vectors]) -> tuple[Subject, ...]:
        """The certificates of which a question asks what their exams test; () where it asks no such thing."""
        # A task or requirement of the exam that is named by its code is asked about itself.
        subjects = tuple(self._subjects(query)) if self._turns and not query.ids(EntityKind.CODE) else ()
        if not subjects or self._turns is None:
            return ()
        return subjects if self._turns.probabilities(vector(query))[TurnKind.CONTENTS] >= _ASKED else ()

    def told(self, query: Query, vector: Callable[[Query], Vectors], judged: Sequence[Evidence]) -> Told | None:
        """What answers a question for the contents of an exam; None where it asks no such thing.

        Args:
            query: the question.
            vector: embeds a reading of it.
            judged: what passages hold for it; of them those are kept that name something which the exam tests.
        """
        if not (subjects := self.asked(query, vector)):
            return None
        if stating := tuple(e for e in judged if self.states(subjects, e)):
            return Told(stating)
        recorded = self.find(subjects, query.language)
        return Told(recorded) if recorded else Told((), self.missing(subjects))

    @staticmethod
    def missing(subjects: Sequence[Subject]) -> Attribute:
        """What a refusal names: the contents of the exams of these certificates."""
        zh, en = joined((f"「{s.name}」" for s in subjects), Language.ZH), ", ".join(s.name for s in subjects)
        return replace(_EXAMINED, name_zh=f"{zh}考哪些内容", name_en=f"what the exam of {en} tests")

    @staticmethod
    def states(subjects: Sequence[Subject], evidence: Evidence) -> bool:
        """Whether a piece of evidence names something that one of the exams tests."""
        said = normalise(f"{evidence.text}\n{evidence.quoted}")
        return any(normalise(p) in said for s in subjects for p in s.phrases)

    def find(self, subjects: Sequence[Subject], language: Language) -> tuple[Evidence, ...]:
        """What the records say that the exams test, one piece each; () where they say nothing."""
        found = (self._evidence(s, language) for s in subjects if s.parts)
        return tuple(e for e in found if e.citations)

    def _subjects(self, query: Query) -> Iterable[Subject]:
        levels = query.ids(EntityKind.LEVEL)
        zh = query.language is Language.ZH
        for record in self._catalogue.all(Kind.CERTIFICATE):
            if record.id in query.ids(EntityKind.CERTIFICATE):
                areas = [r for r in self._catalogue.all(Kind.WORK_AREA) if r.text("certificate") == record.id]
                areas = [r for r in areas if r.text("level") in levels] or areas
                tasks = [r for r in self._catalogue.all(Kind.REQUIREMENT) if r.text("certificate") == record.id]
                named = [*((r, "name") for r in areas), *((r, "task") for r in tasks)]
                yield Subject(record.name if zh else record.name_en, (*_having(record, "exam"), *named))
        for kind in self._catalogue.schema.certificate_kinds():
            for record in self._catalogue.all(kind.name) if kind.name != Kind.CERTIFICATE and kind.named else ():
                if record.id in query.ids(EntityKind(kind.named)) and _having(record, "content", "assessment"):
                    yield Subject(record.name if zh else record.name_en, _having(record, "content", "assessment"))
        yield from self._open(query, levels)

    def _open(self, query: Query, levels: Sequence[str]) -> Iterable[Subject]:
        about, _ = called_in(normalise(query.standalone), self._catalogue.all(Kind.OPEN))
        about = [r for r in about if r.text("level") in levels] or about
        for family in dict.fromkeys(r.text("family") for r in about):
            of_family = [r for r in about if r.text("family") == family]
            name = of_family[0].named(query.language) if len(of_family) == 1 else family
            # Of what is only known to be open passages may tell more than the records.
            if parts := tuple(p for r in of_family for p in _having(r, "exam")):
                yield Subject(name, parts)

    def _evidence(self, subject: Subject, language: Language) -> Evidence:
        zh = language is Language.ZH
        cited: list[Citation | None] = []
        told: dict[str, list[str]] = {}
        for record, field in subject.parts:
            cited.append(self._places.cite(record.place(field), record.texts(field)[0], language))
            whose = record.name if field in ("exam", "assessment") and record.name != subject.name else ""
            told.setdefault(joined(record.texts(field), language), []).append(whose)
        said = [f"{joined(filter(None, whose), language)}{what}" for what, whose in told.items()]
        text = f"「{subject.name}」考{'；'.join(said)}。" if zh else f"{subject.name} examines {'; '.join(said)}."
        return of_records(text, kept(cited), TOOL)


def _having(record: Record, *fields: str) -> tuple[tuple[Record, str], ...]:
    return tuple((record, f) for f in fields if record.texts(f))
