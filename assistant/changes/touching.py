"""Changes between two editions with all that they touch, for the command line and the desk alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.catalogue.loading import Catalogue
from assistant.changes.choosing import compare_editions
from assistant.changes.comparison import Change
from assistant.changes.impact import Item, Side, cited_values, impact
from assistant.changes.questions import read_questions
from assistant.corpus.editions import Edition
from assistant.corpus.passages import split_document
from assistant.desk.records import Feedback
from assistant.types import Language


def touched(
    old: Edition,
    new: Edition,
    language: Language,
    catalogue: Catalogue,
    questions: Sequence[Path],
    log: Iterable[Feedback],
) -> tuple[tuple[Change, ...], tuple[Item, ...]]:
    """What changes from one edition to another, and the items to look at.

    Raises:
        ComparisonError: a text is too long to be compared.
        QuestionFileError: a question file cannot be read.
    """
    changes = compare_editions(old, new, language)
    before, after = (e.in_language(language) for e in (old, new))
    items = impact(
        Side(before, split_document(before)),
        Side(after, split_document(after)),
        changes,
        records=cited_values(catalogue),
        questions=read_questions(questions),
        log=log,
        since=new.since,
    )
    return changes, items
