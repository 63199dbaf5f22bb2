"""How values of records become HTML: names in the reader's language, the sources' own words, numbered citations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from html import escape

from assistant.api.schemas import CitationBody
from assistant.catalogue.model import Record
from assistant.catalogue.profiles import Locate
from assistant.text.characters import has_ideograph
from assistant.types import Citation
from assistant.web.html import folded
from assistant.web.markdown import citation_button, source_list
from assistant.web.strings import Strings


class Writer:
    """Writes values and numbers their citations in the order in which they are met; all text is escaped."""

    def __init__(self, locate: Locate, strings: Strings) -> None:
        self.locate = locate
        self.strings = strings
        self.texts = strings.of("certificates")
        self.zh = strings.zh
        self._numbers: dict[tuple[str, int, int], CitationBody] = {}

    def name(self, record: Record) -> str:
        """A record's name; in English with the Chinese one beside it, which people will meet."""
        if self.zh:
            return escape(record.name)
        english = escape(record.name_en)
        return english if record.name == record.name_en else f"{english} {self.words(record.name)}"

    def level(self, level: str, record: Record) -> str:
        """A level of a record in the reader's language, as plain text."""
        return record.kind.level_in(level, self.strings.language)

    def words(self, text: str) -> str:
        """The source's own words; on the English page they are marked as Chinese, for screen readers."""
        return f'<span lang="zh-CN">{escape(text)}</span>' if has_ideograph(text) and not self.zh else escape(text)

    def listed(self, values: Iterable[str]) -> str:
        """Several of the source's words."""
        found = list(dict.fromkeys(values))
        return self.words(("、" if any(map(has_ideograph, found)) else ", ").join(found))

    def cited(self, record: Record, *fields: str) -> str:
        """The numbers of a record's fields; fields that it lacks have none."""
        marks: list[str] = []
        for field in fields:
            marks.extend(self.mark(self.locate(record.place(field), v)) for v in record.texts(field)[:1])
        return "".join(marks)

    def mark(self, citation: Citation | None) -> str:
        """The number of a citation; nothing for none."""
        if citation is None:
            return ""
        key = (citation.document, citation.start, citation.end)
        if key not in self._numbers:
            self._numbers[key] = CitationBody.model_validate(asdict(citation) | {"n": len(self._numbers) + 1})
        return citation_button(self._numbers[key], self.strings)

    def sources(self) -> str:
        """All citations so far, as a list that opens them."""
        listed = source_list(self._numbers.values(), self.strings)
        return folded(f"{escape(self.texts.sources)} ({len(self._numbers)})", f'<div class="zt-sources">{listed}</div>')
