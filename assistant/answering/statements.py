"""What several drafts are put together from: tables, a source's own sentence, names in a row, citations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answering.places import Places
from assistant.catalogue.model import Place
from assistant.types import Citation, Language, Statement


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is its head, with the empty line that ends it."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body)) + "\n\n"


def quoted(place: Place, words: Mapping[Language, str], language: Language, places: Places) -> list[Statement]:
    """The passage at a place that holds the words of that language, word for word; none if it is not there."""
    citation = places.cite(place, words[language], language)
    if citation is None or words[language] not in citation.quote:
        return []
    return [Statement(" ".join(citation.quote.split()), (citation,))]


def joined(names: Iterable[str], language: Language) -> str:
    """Names in a row."""
    return ("、" if language is Language.ZH else ", ").join(names)


def kept(citations: Iterable[Citation | None]) -> tuple[Citation, ...]:
    """The citations that were found, each once, in order."""
    return tuple(dict.fromkeys(c for c in citations if c))


def split_outside(text: str, mark: str) -> list[str]:
    """The parts of a text between marks, each of a character or two, that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "（(「《") - (character in "）)」》")
        if depth <= 0 and place >= start and text.startswith(mark, place):
            parts.append(text[start:place])
            start = place + len(mark)
    return [p for p in (*parts, text[start:]) if p.strip()]
