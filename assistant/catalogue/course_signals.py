"""What speaks for a course covering a skill requirement: five signals of texts alone.

The course alignments of the table of alignments never enter here, since they are what the signals
are fitted and measured on (``evals/coverage.py``). A course is its name and, where there is one, what it
teaches; a requirement is its text with its task and work area.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.catalogue.model import Record
from assistant.index.embedding import Embedder, Vectors
from assistant.pack.lexicon import PackLexicon
from assistant.retrieval.tokenization import normalise, tokenize

Matrix = npt.NDArray[np.float64]
SIGNALS = ("similarity", "affinity", "lexical", "general", "rival")
NO_TRADE = PackLexicon().of_trade
# Words for the kind of a course. A name that holds nothing else is a general course.
_KIND = re.compile(
    r"基础|实务|概论|导论|综合|实训|原理|入门|应用|课程?|与|和|\b(basics|practice|introduction|fundamentals|course|of|to|for|and)\b",
    re.IGNORECASE,
)
# Table 2 aligns whole tasks; a requirement's own text is a quarter of its fit. On table 2 this is as good
# as the task alone, and on the online series, where courses have contents, better.
_TASK_SHARE = 0.75
# The best other course of a list counts at least as an average one, so that a single course does not pass
# for the best of many.
_LEAST_RIVAL = 0.0
_BATCH = 64


@dataclass(frozen=True, slots=True)
class CourseText:
    """A course as a text: its name, and what it teaches (may be empty)."""

    name: str
    content: str = ""

    @property
    def whole(self) -> str:
        """Name and content."""
        return f"{self.name}：{self.content}" if self.content else self.name

    def is_general(self, trade: re.Pattern[str]) -> bool:
        """Whether it names the trade alone (its name and 基础, say) and no part of it."""
        return not any(c.isalnum() for c in content_words(self.whole, trade))


def course_text(record: Record, description: str = "") -> CourseText:
    """A course record as a text, with a school's own description of it where there is one."""
    parts = ["；".join(record.texts("tasks")), record.text("knowledge"), record.text("content"), description.strip()]
    return CourseText(record.name, "；".join(p for p in parts if p))


class SignalReader:
    """Reads the signals of courses against a certificate's requirements.

    Args:
        requirements: the requirements, in the order of the rows.
        reference: course records that set what an average course's similarity is. None of them may come
            from the table whose alignments are to be found.
        embedder: any model.
        vectors: vectors known beforehand by text, of the same model; others are computed.
        trade: words that all courses of the trade share, which say nothing about what one covers.
    """

    def __init__(
        self,
        requirements: Sequence[Record],
        reference: Sequence[Record],
        embedder: Embedder,
        vectors: Mapping[str, Vectors] | None = None,
        trade: re.Pattern[str] = NO_TRADE,
    ) -> None:
        self._trade = trade
        self._embedder, self._known = embedder, dict(vectors or {})
        self._texts = [requirement_text(r) for r in requirements]
        tasks = [(r.text("area"), r.text("task_code")) for r in requirements]
        same = np.array([[a == b for b in tasks] for a in tasks], dtype=np.float64)
        # (n, n): mixes each requirement's value with the mean of its task.
        self._mix = _TASK_SHARE * same / same.sum(axis=1, keepdims=True) + (1 - _TASK_SHARE) * np.eye(len(tasks))
        self._whole = self._embed(self._texts)
        self._own = self._embed([r.name for r in requirements])
        names = self._embed([_short(c.name, trade) for c in reference])
        self._levels = [(t.mean(axis=1, keepdims=True), t.std()) for t in (self._whole @ names.T, self._own @ names.T)]
        self._terms = [set(_content_terms(t, trade)) for t in self._texts]
        held = [set(_content_terms(course_text(c).whole, trade)) for c in reference] + self._terms
        self._size, self._frequency = len(held), Counter(t for terms in held for t in terms)

    def read(self, courses: Sequence[CourseText]) -> Matrix:
        """The signals of each requirement and course, (requirements, courses, 5), in the order of ``SIGNALS``.

        similarity: cosine of requirement and course in standard deviations over the reference courses, less
            the course's mean over all requirements, ~[-3, 3].
        affinity: that mean: how close the course is to the certificate as a whole, ~[-3, 2].
        lexical: IDF share of the course's own words that the requirement holds, [0, 1].
        general: 1 for a course that names the trade alone, else 0.
        rival: similarity of the best other course in the list that is not general, at least 0.
        """
        # The name says what a course is for; a long content alone would drown it.
        both = self._embed([_short(t, self._trade) for c in courses for t in (c.name, c.whole)])
        vectors = (both[0::2] + both[1::2]) / 2
        closeness = np.mean(
            [
                (own @ vectors.T - mean) / deviation
                for own, (mean, deviation) in zip((self._whole, self._own), self._levels, strict=True)
            ],
            axis=0,
        )
        affinity = closeness.mean(axis=0, keepdims=True)
        similarity = self._mix @ (closeness - affinity)
        lexical = self._mix @ np.array([[self._overlap(c, terms) for c in courses] for terms in self._terms])
        general = np.array([[float(c.is_general(self._trade)) for c in courses]])
        rival = _best_other(np.where(general > 0, -np.inf, similarity))
        return np.stack(
            [
                similarity,
                np.broadcast_to(affinity, similarity.shape),
                lexical,
                np.broadcast_to(general, similarity.shape),
                np.maximum(rival, _LEAST_RIVAL),
            ],
            axis=-1,
        )

    def _overlap(self, course: CourseText, terms: set[str]) -> float:
        return max(self._share(course.name, terms), self._share(course.whole, terms))

    def _share(self, text: str, terms: set[str]) -> float:
        weights = {t: math.log(1 + self._size / (self._frequency[t] + 0.5)) for t in _content_terms(text, self._trade)}
        return sum(w for t, w in weights.items() if t in terms) / (sum(weights.values()) or 1.0)

    def _embed(self, texts: Sequence[str]) -> Matrix:
        missing = [t for t in dict.fromkeys(texts) if t not in self._known]
        found = dict(self._known)
        for i in range(0, len(missing), _BATCH):
            batch = missing[i : i + _BATCH]
            found.update(zip(batch, self._embedder.embed_passages(batch), strict=True))
        return np.array([found[t] for t in texts], dtype=np.float64).reshape(len(texts), -1)


def fixed_texts(requirements: Sequence[Record], records: Sequence[Record], trade: re.Pattern[str]) -> list[str]:
    """The texts of the catalogue whose vectors a reader needs; for computing them once."""
    texts = [requirement_text(r) for r in requirements] + [r.name for r in requirements]
    texts += [_short(t, trade) for c in map(course_text, records) for t in (c.name, c.whole)]
    return list(dict.fromkeys(texts))


def content_words(text: str, trade: re.Pattern[str]) -> str:
    """A text, normalised, with blanks for the trade's own words and the kinds of courses."""
    return _KIND.sub(" ", trade.sub(" ", normalise(text)))


def requirement_text(requirement: Record) -> str:
    """Work area, task and requirement as one text."""
    return f"{requirement.text('area').lstrip('0123456789.')} {requirement.text('task')}：{requirement.name}"


def _short(text: str, trade: re.Pattern[str]) -> str:
    """A text without the trade's own words; the text itself when nothing else is left."""
    return trade.sub("", text).strip() or text


def _content_terms(text: str, trade: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(tokenize(content_words(text, trade))))


def _best_other(values: Matrix) -> Matrix:
    """For each entry the greatest of its row's other entries, (n, m); -inf where there is none."""
    if values.shape[1] < 2:
        return np.full(values.shape, -np.inf)
    order = np.sort(values, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    first = np.argmax(values, axis=1)[:, None] == np.arange(values.shape[1])[None, :]
    return np.where(first, second, best)
