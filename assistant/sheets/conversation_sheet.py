"""A conversation as a sheet: what was asked and answered, with one list of sources for all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.places import Texts
from assistant.answering.rendering import cite
from assistant.sheets.answer_blocks import answer_blocks
from assistant.sheets.sheet import Block, Heading, Items, Notice, Numbering, Paragraph, Piece, Sheet, Table, Text, plain
from assistant.sheets.words import CONVERSATION_WORDS
from assistant.text.citation_marks import citation_marks
from assistant.text.page_texts import PageTexts
from assistant.types import Answer, Citation, Language, Passage


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer; ``problem`` says why there is none, ``as_of`` is the day that was chosen."""

    question: str
    answer: Answer | None = None
    problem: str = ""
    as_of: date | None = None


def conversation_sheet(exchanges: Sequence[Exchange], texts: Texts, language: Language, day: date) -> Sheet:
    """The sheet of a conversation.

    Answers may come from outside and are taken as they are; their citations are not: one is kept only where
    its quote stands in the document, with title, publisher and locator as the index has them. A mark without
    a citation that is kept is taken out of the text, and the sheet says how many were.

    Args:
        exchanges: in the order in which they were asked.
        texts: documents and passages of the index.
        language: of the sheet's own words.
        day: the day of the sheet.
    """
    words, numbering = CONVERSATION_WORDS[language], Numbering(texts.documents)
    located = _Located(texts)
    blocks: list[Block] = []
    for number, exchange in enumerate(exchanges, start=1):
        blocks.append(Heading(words.question.format(n=number)))
        blocks.append(Paragraph(plain(exchange.question)))
        if exchange.as_of:
            blocks.append(Paragraph(plain(words.as_of.format(day=exchange.as_of.isoformat()))))
        blocks.append(Heading(words.answer, 2))
        blocks += _answered(exchange, numbering, located, words)
    # Above everything, since it bears on what follows.
    head: list[Block] = [Paragraph(plain(words.as_sent))]
    if numbering.dropped:
        head.insert(0, Notice(words.dropped_label, plain(words.dropped.format(n=numbering.dropped))))
    facts = ((words.questions, str(len(exchanges))),)
    return Sheet(words.title, facts, day, language, (*head, *blocks), numbering.citations)


def _answered(exchange: Exchange, numbering: Numbering, located: _Located, words: PageTexts) -> Iterator[Block]:
    answer = exchange.answer
    if answer is None:
        yield Paragraph(plain(exchange.problem or words.no_answer))
        return
    numbers = {c.n: numbering.number(located.rebuilt(c)) for c in answer.citations}
    if words.statuses[answer.status]:
        yield Notice(words.statuses[answer.status], ())
    for block in answer_blocks(answer.answer):
        yield _renumbered(block, numbers)
    for notice in answer.notices:
        marks = tuple(n for n in map(numbers.get, notice.citations) if n is not None)
        yield Notice(words.notices[notice.kind], (Piece(notice.text, marks),))


class _Located:
    """Puts the metadata of the index into the place of what a citation from outside says of itself."""

    def __init__(self, texts: Texts) -> None:
        self._documents = texts.documents
        self._passages: dict[str, list[Passage]] = {}
        for passage in texts.passages:
            self._passages.setdefault(passage.document_id, []).append(passage)

    def rebuilt(self, citation: Citation) -> Citation:
        """The citation with its quote and span as sent and everything else from the index."""
        document = self._documents.get(citation.document)
        held = (p for p in self._passages.get(citation.document, ()) if p.start <= citation.start < p.end)
        passage = next(held, None)
        if document is None or passage is None:
            # No passage lies there, so nothing can have been cited there: an empty quote is never valid.
            return replace(citation, quote="", start=0, end=0)
        return replace(cite(document, passage), quote=citation.quote, start=citation.start, end=citation.end)


def _renumbered(block: Block, numbers: Mapping[int, int | None]) -> Block:
    def cited(text: Text) -> Text:
        return tuple(p for piece in text for p in _pieces(piece.text, numbers))

    if isinstance(block, Paragraph):
        return Paragraph(cited(block.text))
    if isinstance(block, Items):
        return replace(block, items=tuple(map(cited, block.items)))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(cited, row)) for row in block.rows))
    return block


def _pieces(text: str, numbers: Mapping[int, int | None]) -> Iterable[Piece]:
    """Words with the marks that follow them; a mark in the text that is no citation of the answer stays text."""
    marks: list[int] = []
    words, position = "", 0
    for mark in citation_marks(text):
        if mark.n not in numbers:
            continue
        between = text[position : mark.start]
        if between and marks:
            yield Piece(words, tuple(dict.fromkeys(marks)))
            words, marks = "", []
        words += between
        found = numbers[mark.n]
        marks += [found] if found is not None else []
        position = mark.end
    rest = text[position:]
    if marks and rest:
        yield Piece(words, tuple(dict.fromkeys(marks)))
        words, marks = "", []
    if words or rest or marks:
        yield Piece(words + rest, tuple(dict.fromkeys(marks)))
