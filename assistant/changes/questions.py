"""Question files of the evals, for what a change of edition makes wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.learn.labelled import LabelledQuestion, read_lines
from assistant.settings import ROOT


def question_files(corpus: Path) -> list[Path]:
    """The eval questions of a pack: ``evals/*.jsonl`` in it; of the pack that ships, those that are not held out."""
    own = sorted((corpus / "evals").glob("*.jsonl"))
    shipped = ROOT / "corpus"
    if not own and corpus.resolve() == shipped.resolve():
        # Held-out sets are asked, never read: what they ask must not come before those who write the records.
        own = [p for p in sorted((ROOT / "evals" / "questions").glob("*.jsonl")) if "test" not in p.stem.split("-")]
    return own


def read_questions(files: Iterable[Path]) -> Iterator[LabelledQuestion]:
    """The questions of some files, each known by its file and its id.

    Raises:
        QuestionFileError: a file cannot be read, or a line is no question.
    """
    for path in files:
        for question in read_lines(path, LabelledQuestion):
            yield question.model_copy(update={"id": f"{path.stem} {question.id}"})
