"""How records are said in one language, wherever a plan goes: on a sheet, on the page, over HTTP."""

from __future__ import annotations

from assistant.answering.places import Places
from assistant.answering.translation import edition_words
from assistant.catalogue.model import Place, Record
from assistant.catalogue.study import semesters
from assistant.sheets.sheet import Numbering
from assistant.types import Citation, Language

# What ``semesters`` gives where none is named.
_NO_SEMESTER = 99


class RecordWords:
    """The words of records in one language, with the places that state them.

    Args:
        places: for citations.
        numbering: a fresh one over the documents of the same index.
        language: of words and, where that edition exists, of quotes.
    """

    def __init__(self, places: Places, numbering: Numbering, language: Language) -> None:
        self.places, self.numbering, self.language = places, numbering, language
        self.zh = language is Language.ZH

    def name(self, record: Record) -> str:
        """A record's name; in English with the Chinese one, which people will meet."""
        return record.name if self.zh else f"{record.name_en} ({record.name})"

    def level(self, level: str, record: Record) -> str:
        """A certificate's level in the reader's language."""
        return record.kind.level_in(level, self.language)

    def semester(self, text: str | None) -> str | None:
        """Semesters as the source writes them, or their numbers in English; None where it names none."""
        if self.zh or not text:
            return text
        return ", ".join(str(n) for n in semesters(text) if n != _NO_SEMESTER) or None

    def words_at(self, place: Place, value: str) -> str:
        """A source's words, as the reader's edition has them."""
        return edition_words(place, value, self.places, self.language)

    def find(self, place: Place, value: str = "") -> Citation | None:
        """The citation of a value at a place."""
        return self.places.cite(place, value, self.language)
