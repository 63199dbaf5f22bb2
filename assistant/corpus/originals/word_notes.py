"""Footnotes and endnotes of a DOCX: the text of each stands below the paragraph or table that refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.corpus.characters import join_lines, seen
from assistant.corpus.originals.blocks import Block, Kind

_KINDS = ("footnote", "endnote")


class Notes:
    """The notes of one document."""

    def __init__(self, document: Any) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for relation in document.part.rels.values():
            kind = next((k for k in _KINDS if relation.reltype.endswith(f"/{k}s")), "")
            if not kind or relation.is_external:
                continue
            for note in parse_xml(relation.target_part.blob).findall(qn(f"w:{kind}")):
                words = join_lines(seen("".join(t.text or "" for t in note.iter(qn("w:t")))).split("\n"))
                # Separators between text and notes have a type of their own and no words.
                if words and note.get(qn("w:type")) in (None, "normal"):
                    self._texts[kind, note.get(qn("w:id"))] = words

    def below(self, element: Any) -> Iterator[Block]:
        """The notes that an element refers to, in order."""
        for kind in _KINDS:
            for reference in element.iter(qn(f"w:{kind}Reference")):
                if text := self._texts.get((kind, reference.get(qn("w:id")))):
                    yield Block(Kind.TEXT, text)
