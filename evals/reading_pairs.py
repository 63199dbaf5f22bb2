"""What the reader learns from: questions beside pieces that answer them, and beside pieces that only speak of the same.

``evals/reading`` holds pages, cut into pieces by whom wrote them, and in ``folders`` whole documents as they come, with
questions and the words that answer each. Those are cut and searched as any pack is, so that the reader learns on the
pieces that it will read: under their headings, long and flattened ones too, and the likeliest wrong ones.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from pydantic import BaseModel, ConfigDict, Field

from assistant.assistant import Assistant
from assistant.evidence.passages import evidence_of
from assistant.learn.cases import search
from assistant.learn.facts import normalise
from assistant.settings import load_settings
from assistant.types import Turn

READING = Path(__file__).parent / "reading"
_ANSWERING, _LIKELY = 2, 2
# Of the pieces found as many are read as the judge has read, and some that come after them.
_FOUND = 10
# The words that answer may be cut at a sentence's end: a piece answers that holds so much of them.
_HELD = 0.7


class Asked(BaseModel):
    """A question, and the numbers of the pieces that answer it: none for a near miss."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str
    a: tuple[int, ...]


class Page(BaseModel):
    """A section of a document, piece by piece, and what is asked of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: str
    title: str
    section: str
    pieces: tuple[str, ...] = Field(min_length=2)
    questions: tuple[Asked, ...]


class Stated(BaseModel):
    """A question, and the words of the documents that answer it, each by itself: none for a near miss."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: str
    says: tuple[str, ...]


class Pair(NamedTuple):
    """A question beside a piece, and whether it answers."""

    question: str
    header: str
    piece: str
    answers: float


def pairs() -> dict[str, list[list[Pair]]]:
    """Every question beside its pieces, by the file of pages or the folder of documents that it is of."""
    draw = random.Random(0)
    made = {p.stem: [q for page in pages(p) for q in _of_page(page, draw)] for p in sorted(READING.glob("*.jsonl"))}
    for folder in sorted((READING / "folders").iterdir()):
        made[folder.name] = list(_of_folder(folder))
    return made


def pages(path: Path) -> Iterator[Page]:
    """The pages of a file."""
    return (Page.model_validate_json(line) for line in path.read_text("utf-8").splitlines() if line)


def stated(folder: Path) -> Iterator[Stated]:
    """The questions of a folder of documents."""
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    return (Stated.model_validate_json(line) for line in lines if line)


def _of_page(page: Page, draw: random.Random) -> Iterator[list[Pair]]:
    """Every question of a page beside the pieces that answer it and others: the likeliest two and one more."""
    header = f"{page.title} › {page.section}"
    for asked in page.questions:
        likely = sorted(range(len(page.pieces)), key=lambda i: -_shared(asked.q, page.pieces[i]))
        answering = [i for i in likely if i in asked.a]
        draw.shuffle(answering)
        others = [i for i in likely if i not in asked.a]
        rest = others[_LIKELY:]
        chosen = [*answering[:_ANSWERING], *others[:_LIKELY], *([draw.choice(rest)] if rest else [])]
        yield [Pair(asked.q, header, page.pieces[i], float(i in asked.a)) for i in chosen]


def _of_folder(folder: Path) -> Iterator[list[Pair]]:
    """Every question of a folder beside what the search finds for it, and beside all that answers it."""
    with tempfile.TemporaryDirectory() as index:
        assistant = Assistant.open(load_settings(corpus=folder, index=Path(index)).unhurried())
        for asked in stated(folder):
            searched = search(assistant, Turn(asked.q))
            if searched is None:
                continue
            _, retriever, reading, _, items = searched
            likely = {p.ranked.hit.passage.id: (p.ranked.hit.passage.header, p.evidence.text) for p in items[:_FOUND]}
            for passage in retriever.passages:
                if not _states(passage.text, asked.says):
                    continue
                text = evidence_of(passage, reading, retriever).text
                # What is left of a long passage may lack just what answers; that whole passages do is learned too.
                key = passage.id if _states(text, asked.says) else f"{passage.id} whole"
                likely[key] = (passage.header, text if key == passage.id else passage.text)
            question = reading.standalone
            yield [Pair(question, header, text, float(_states(text, asked.says))) for header, text in likely.values()]


def _states(text: str, says: Sequence[str]) -> bool:
    """Whether a piece holds what answers, or most of it."""
    held = normalise(text)
    return any(_holds(held, s) for s in says)


def _holds(held: str, words: str) -> bool:
    if "|" in words:
        # A row of a table comes with the names of its columns between its cells.
        return all(normalise(cell) in held for cell in words.split("|"))
    asked = normalise(BeautifulSoup(words, "html.parser").get_text())
    if asked in held:
        return True
    match = SequenceMatcher(None, asked, held, autojunk=False).find_longest_match()
    return match.size >= _HELD * len(asked)


def _shared(question: str, piece: str) -> float:
    asked = _grams(question)
    return len(asked & _grams(piece)) / (len(asked) or 1)


def _grams(text: str) -> set[str]:
    """Pairs of characters, and words in Latin letters."""
    text = text.lower()
    run = "".join(text.split())
    return {run[i : i + 2] for i in range(len(run) - 1)} | set(re.findall(r"[a-z]+|\d+", text))
