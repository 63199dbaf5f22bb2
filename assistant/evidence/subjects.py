"""Whether a piece speaks of the very thing that is asked about, by names that nobody wrote down.

A pass rate answers only where it is that of the asked exam. What a thing is called is mined from the documents: the
words that tell a row from the others of its table, those of titles and headings, and the marks (``B2B``, ``CKS``,
``2.3.1``) that a question names. Words of the question that name another row, another section, or nothing near the
piece speak against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.retrieval.retriever import Retriever
from assistant.retrieval.tokenization import tokenize
from assistant.types import Passage

# A longer section speaks of too many things to say what one passage is about.
_SECTION_CHARS = 1500
# What stands in more of the rows of a table tells none of them apart.
_COMMON = 0.5
# So many capitals or a figure make a word a mark.
_CAPITALS = 2


@dataclass(frozen=True, slots=True)
class SubjectSigns:
    """Shares of the weight of the question's words, [0, 1].

    row_here, row_elsewhere: words that tell rows of the piece's table apart, in this row and in others only.
    title_here, title_elsewhere: words of titles and headings, in those above the piece and in none near it.
    around: words in the piece, its section or the names of its document.
    rarest: the rarest word of the question is among them, 0 or 1.
    marks_here, marks_around: marks in the piece with its headings, and in its section too; 1 where none is asked.
    """

    row_here: float
    row_elsewhere: float
    title_here: float
    title_elsewhere: float
    around: float
    rarest: float
    marks_here: float
    marks_around: float


class Subjects:
    """Knows which words name things in one index; safe to share between threads."""

    def __init__(self, retriever: Retriever) -> None:
        self.retriever = retriever

    def signs(self, passage: Passage, weights: Mapping[str, float], marks: Set[str]) -> SubjectSigns:
        """The signs of a passage.

        Args:
            passage: the passage of a piece.
            weights: of the question's content terms.
            marks: those of the question's terms that are marks.
        """
        whole = sum(weights.values()) or 1.0

        def share(terms: Iterable[str]) -> float:
            return sum(weights[t] for t in terms if t in weights) / whole

        here = _terms(passage.searchable)
        around = here | self._around(passage)
        telling = self._telling(passage) & weights.keys()
        row = _terms(_body(passage))
        titles = self._title_terms & weights.keys()
        rarest = max(weights, key=lambda t: (weights[t], t), default=None)
        return SubjectSigns(
            row_here=share(telling & row),
            row_elsewhere=share(telling - here),
            title_here=share(titles & _terms(passage.header)),
            title_elsewhere=share(titles - around),
            around=share(around),
            rarest=float(rarest is None or rarest in around),
            marks_here=len(marks & here) / len(marks) if marks else 1.0,
            marks_around=len(marks & around) / len(marks) if marks else 1.0,
        )

    @cached_property
    def _title_terms(self) -> frozenset[str]:
        documents = self.retriever.generation.documents.values()
        titles = [d.title for d in documents] + [s.title for d in documents for s in d.sections]
        return frozenset(t for title in titles for t in tokenize(title))

    @cached_property
    def _tables(self) -> dict[tuple[str, str], frozenset[str]]:
        """Of every table the words that stand in some of its rows and not in most."""
        rows: dict[tuple[str, str], list[frozenset[str]]] = {}
        for passage in self.retriever.generation.passages:
            if passage.cells:
                rows.setdefault((passage.document_id, passage.header), []).append(_terms(_body(passage)))
        return {table: _telling(listed) for table, listed in rows.items()}

    def _telling(self, passage: Passage) -> frozenset[str]:
        return self._tables.get((passage.document_id, passage.header), frozenset()) if passage.cells else frozenset()

    def _around(self, passage: Passage) -> frozenset[str]:
        document = self.retriever.document(passage.document_id)
        section = self.retriever.section(passage)
        text = document.text[section.start : section.end][:_SECTION_CHARS] if section else ""
        return _terms(text) | _terms(f"{document.title} {document.short_title} {' '.join(document.aliases)}")


def marks_of(question: str) -> frozenset[str]:
    """The terms of a question that are marks: words with a figure or several capitals (``B2B``, ``CKS``, ``2.3.1``)."""
    words = "".join(c if c.isascii() and (c.isalnum() or c in "+-.") else " " for c in question).split()
    return frozenset(t for word in words if _is_mark(word) for t in tokenize(word)[:1])


def _is_mark(word: str) -> bool:
    return any(c.isdigit() for c in word) or sum(c.isupper() for c in word) >= _CAPITALS


def _body(passage: Passage) -> str:
    return " ".join(value for _, value in passage.cells) if passage.cells else passage.text


def _telling(rows: list[frozenset[str]]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for row in rows:
        for term in row:
            counts[term] = counts.get(term, 0) + 1
    return (
        frozenset(t for t, n in counts.items() if n <= max(1.0, _COMMON * len(rows))) if len(rows) > 1 else frozenset()
    )


@lru_cache(maxsize=16384)
def _terms(text: str) -> frozenset[str]:
    return frozenset(tokenize(text))
