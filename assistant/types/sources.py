"""What is read and found: documents, their sections and passages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages in which Zhengtu answers."""

    ZH = "zh"
    EN = "en"


class Authority(StrEnum):
    """Standing of a source, strongest first (the order of members is the order of authority)."""

    LAW = "law"
    MINISTRY_NOTICE = "ministry_notice"
    NATIONAL_STANDARD = "national_standard"
    LOCAL_STANDARD = "local_standard"
    GROUP_STANDARD = "group_standard"
    ORGANISATION = "organisation"
    PAPER = "paper"
    NEWS = "news"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for the strongest; grows as authority falls."""
        return list(Authority).index(self)


# Between a document's id and the name of its edition.
EDITION_MARK = "@"


class PassageKind(StrEnum):
    """What a passage is in its document."""

    PROSE = "prose"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with everything up to the next heading. ``text == document.text[start:end]``."""

    locator: str
    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source, restated (or a plain file of the user's).

    ``scope_terms``: a document that collects local or one-off facts (one province's fees, one year's
    conditions) answers only questions that name one of these; for others it is merely nearby.
    ``issued_note``: how the date is known, or why there is none. ``dates``: places with a date of their own, each
    as a section's locator or the words with which a passage begins, and the date. An edition's id is that of the
    document, a mark and the edition's name: ``fees@2023``. ``superseded``: the day from which it is no longer in force,
    where it says so itself; ``checked_on``: the day on which somebody last held it against its original; ``number``:
    what its publisher files it under. ``kept``: the original's file in the folder of originals, "" where
    the document is itself the original; ``places``: where
    the pieces of such a document stand in it, each with the offset from which on it holds.
    """

    id: str
    title: str
    short_title: str
    publisher: str
    authority: Authority
    issued: str | None
    effective: str | None
    supersedes: str | None
    language: Language
    translation_of: str | None
    repost: bool
    original: str
    aliases: tuple[str, ...]
    scope_terms: tuple[str, ...]
    text: str
    sections: tuple[Section, ...]
    issued_note: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    superseded: str | None = None
    checked_on: str | None = None
    number: str = ""
    kept: str | None = None
    places: tuple[tuple[int, str], ...] = ()

    @property
    def work(self) -> str:
        """The id that its editions and its translations share."""
        return (self.translation_of or self.id).partition(EDITION_MARK)[0]

    @property
    def edition(self) -> str:
        """The name of this edition; "" for a document that gives none."""
        return self.id.partition(EDITION_MARK)[2]

    @property
    def characters(self) -> int:
        """How many its text has."""
        return len(self.text)

    @property
    def restated(self) -> bool:
        """Whether its words are ours, written after an original that lies elsewhere."""
        return self.kept is None

    def place_at(self, position: int) -> str:
        """Where the text at a position stands in the original (「第七条 · 第3页」); "" where that is not known."""
        at = bisect_right(self.places, position, key=lambda place: place[0])
        return self.places[at - 1][1] if at else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of retrieval: one table row, or one to a few sentences.

    ``document.text[start:end] == text``, always. ``header`` (document › section › caption) is
    embedded with the text but never quoted. ``cells`` holds (column, value) pairs of a row. ``questions``
    are ones that it answers, in other words than its own: searched, never shown, no evidence of anything.
    """

    id: str
    document_id: str
    locator: str
    header: str
    text: str
    start: int
    end: int
    kind: PassageKind = PassageKind.PROSE
    cells: tuple[tuple[str, str], ...] = ()
    language: Language = Language.ZH
    questions: tuple[str, ...] = ()

    @property
    def searchable(self) -> str:
        """The text that is embedded and indexed: header, then the row's named cells or the prose."""
        body = "；".join(f"{column}：{value}" for column, value in self.cells) if self.cells else self.text
        return f"{self.header}\n{body}" if self.header else body

    @property
    def expanded(self) -> str:
        """``searchable`` and the questions: what the lexical index reads."""
        return "\n".join((self.searchable, *self.questions))


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage with the signals that ranked it; every score is higher-is-better."""

    passage: Passage
    score: float
    dense: float
    lexical: float
