"""Whether a piece speaks of what is asked about: the words of another row, heading or mark speak against it."""

from assistant.evidence.subjects import Subjects, marks_of
from assistant.types import PassageKind


def _rows(assistant):
    rows = [p for p in assistant.generation.passages if p.kind is PassageKind.ROW]
    first = next(p for p in rows if sum(r.header == p.header for r in rows) > 3)
    return [r for r in rows if r.header == first.header and r.document_id == first.document_id]


def test_a_mark_is_a_word_with_a_figure_or_capitals():
    assert marks_of("CKS考试和B2B、2.3.1多少分") == {"cks", "b2b", "2.3.1"}
    assert marks_of("What is the pass rate of the ICA exam?") == {"ica"}
    assert not marks_of("How long is it valid?")


def test_what_tells_a_row_apart_stands_here_in_this_row_and_elsewhere_in_the_others(assistant):
    subjects = Subjects(assistant.retriever)
    this, other, *_ = _rows(assistant)
    telling = subjects._telling(this)
    own = next(t for t in sorted(telling) if t in assistant.retriever.terms(this))
    foreign = next(t for t in sorted(telling) if t not in assistant.retriever.terms(this))
    signs = subjects.signs(this, {own: 1.0, foreign: 3.0}, frozenset())
    assert signs.row_here == 0.25
    assert signs.row_elsewhere == 0.75


def test_a_mark_that_stands_nowhere_near_speaks_against_a_passage(assistant):
    subjects = Subjects(assistant.retriever)
    passage = assistant.generation.passages[0]
    near = subjects.signs(passage, {}, frozenset())
    far = subjects.signs(passage, {"zz9": 1.0}, frozenset({"zz9"}))
    assert near.marks_around == 1.0
    assert far.marks_around == 0.0
    assert far.rarest == 0.0
