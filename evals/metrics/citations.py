"""Do the citations open at what they quote, and do they carry what the answer says?

- validity: the quote is exactly the cited span of the document.
- support: of the gold facts in the answer, the share that stands in a quote as well.
- recall and precision by statement as in ALCE (Gao et al. 2023, arXiv:2305.14627, section 3), with
  ``entailment.entails`` in place of the entailment model:

      recall    = |statements that all their quotes together carry| / |statements|
      precision = |citations of carried statements that are not irrelevant| / |citations of statements|

  A citation is irrelevant when it does not carry the statement alone and the others carry it without it.
  Sentences inherit the marks that close their run of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.types import Answer, Citation, Document
from evals.metrics.entailment import entails
from evals.metrics.facts import Fact, holds

# Marks stand where a sentence or line ends; 「参考文献[7]是……」 is text of the source.
_CLOSED_BY_MARKS = re.compile(r"(.*?)((?:\[\d+\])+(?=\s|[。！？]|\Z)|(?<=[。！？.|])(?:\[\d+\])+|\Z)", re.DOTALL)
_MARK = re.compile(r"\[(\d+)\]")
_SENTENCE_END = re.compile(r"(?<=[。！？!?])(?![”」』）)])|\n+|(?<=[a-z)\]]\.)\s+(?=[A-Z\u4e00-\u9fff])")
_TABLE_RULE = re.compile(r"^\|[\s:|-]+\|$")


def is_valid(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """``document.text[start:end] == quote`` and the quote says something."""
    document = documents.get(citation.document)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    return bool(citation.quote.strip()) and document.text[citation.start : citation.end] == citation.quote


def supported_facts(answer: str, facts: Sequence[Fact], quotes: Sequence[str]) -> tuple[int, int]:
    """(facts of the answer that also stand in one of the quotes, facts found in the answer)."""
    found = [f for f in facts if holds(answer, f)]
    return sum(any(holds(q, f) for q in quotes) for f in found), len(found)


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """Sums over the statements of an answer: recall is ``carried / statements``, precision ``precise / citations``."""

    statements: int
    carried: int
    citations: int
    precise: int


def statements_of(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    """(sentence, numbers of its citations) in order; lead-ins that end in a colon state nothing and are left out."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for match in _CLOSED_BY_MARKS.finditer(answer):
        numbers = tuple(dict.fromkeys(int(n) for n in _MARK.findall(match.group(2))))
        found.extend((sentence, numbers) for sentence in _sentences(match.group(1)))
    return found


def count_statements(answer: Answer, question: str, context: Callable[[Citation], str]) -> StatementCounts:
    """ALCE's counts for the text of one answer.

    Args:
        answer: with its numbered citations.
        question: names that it says need no source.
        context: title, headings and column names of a quote, which ALCE's premises have as well; a row cannot
            be read without its columns.
    """
    premises = {c.n: f"{context(c)}\n{c.quote}" for c in answer.citations}
    pairs = statements_of(answer.answer)
    return _count(((s, [premises[n] for n in numbers if n in premises]) for s, numbers in pairs), question)


def count_notices(answer: Answer, question: str, context: Callable[[Citation], str]) -> StatementCounts:
    """The same for the warnings beside the answer, which say in our words why the reader should be careful."""
    premises = {c.n: f"{context(c)}\n{c.quote}" for c in answer.citations}
    pairs = [(s, n.citations) for n in answer.notices for s in _sentences(n.text)]
    return _count(((s, [premises[n] for n in numbers if n in premises]) for s, numbers in pairs), question)


def _count(pairs: Iterable[tuple[str, list[str]]], question: str) -> StatementCounts:
    statements = carried = citations = precise = 0
    for sentence, quotes in pairs:
        statements += 1
        citations += len(quotes)
        if not quotes or not entails("\n".join(quotes), sentence, said=question):
            continue
        carried += 1
        precise += sum(_is_relevant(i, quotes, sentence, question) for i in range(len(quotes)))
    return StatementCounts(statements, carried, citations, precise)


def _is_relevant(number: int, quotes: Sequence[str], sentence: str, question: str) -> bool:
    if entails(quotes[number], sentence, said=question):
        return True
    others = [q for i, q in enumerate(quotes) if i != number]
    return not (others and entails("\n".join(others), sentence, said=question))


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE_END.split(text):
        sentence = piece.strip().removeprefix("- ").strip()
        if not sentence or sentence[-1] in "：:" or _TABLE_RULE.match(sentence):
            continue
        if any(c.isalnum() for c in sentence):
            yield sentence
