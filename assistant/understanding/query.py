"""A person's turn to a Query: language, standalone wording, names, day."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.deadline import NO_DEADLINE, Deadline
from assistant.errors import QuestionError
from assistant.retrieval.tokenization import simplify
from assistant.types import Language, Turn
from assistant.understanding.conversation import latest, without_long_runs_of_marks
from assistant.understanding.elapsed import Elapsed, with_elapsed
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.focus import focused
from assistant.understanding.followups import goes_on, other_readings, standalone
from assistant.understanding.language import content, detect_language, wanted_language
from assistant.understanding.level_names import with_level_names
from assistant.understanding.place_names import with_members
from assistant.understanding.slots import only_changes_a_slot
from assistant.understanding.spelling import Speller
from assistant.understanding.subjects import pointed_at
from assistant.understanding.time_words import dated

MAX_QUESTION_CHARS = 2000
_CHINESE_PUNCTUATION = "，！？：；（）～"
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _CHINESE_PUNCTUATION}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked.

    ``text`` is the question as sent, cleaned and in simplified, half-width characters, ``standalone``
    the same with typing errors mended and what the conversation supplies, ``content`` that without its
    asking words. ``own`` is the part of ``standalone`` that is asked now: all of it where a follow-up only
    changes a slot, else ``text`` with 「第三门」 by its name. ``others`` are further readings of a follow-up,
    each as ``standalone``; ``focus`` is one of a question that tells a story first, without it. ``goes_on``: it
    needs the conversation, whose words are ``conversation``. ``aims``: it says what somebody wants to be or to
    take, for which a certificate is wanted. ``told`` is what they said of themselves. ``said`` are the person's own
    words, whichever part or reading of them this is. ``elapsed`` is the time between two dates of the asker, which
    takes their place in ``standalone``. ``before`` is what was asked before it, "" for
    nothing. ``deadline``: until when the answer must be there.
    """

    text: str
    standalone: str
    content: str
    own: str
    language: Language
    mentions: tuple[Mention, ...]
    as_of: date
    others: tuple[str, ...] = ()
    focus: str | None = None
    goes_on: bool = False
    conversation: str = ""
    said: str = ""
    aims: bool = False
    told: tuple[str, ...] = ()
    elapsed: Elapsed | None = None
    before: str = ""
    deadline: Deadline = field(default=NO_DEADLINE, compare=False)

    def ids(self, kind: EntityKind) -> tuple[str, ...]:
        """Ids of the mentioned entities of a kind, in order, without repeats."""
        return tuple(dict.fromkeys(m.id for m in self.mentions if m.kind is kind))


def understand(turn: Turn, lexicon: Lexicon, speller: Speller, deadline: Deadline = NO_DEADLINE) -> Query:
    """Read a turn; of its history what ``latest`` leaves.

    Raises:
        QuestionError: the question is empty, too long, or not text.
    """
    day = turn.as_of or date.today()
    text = clean_question(turn.question)
    history = tuple(replace(m, content=plain(m.content)) for m in latest(turn.history))
    text, named = pointed_at(text, history, lexicon)
    language = turn.language or wanted_language(text) or detect_language(text)
    # A question that now names what it pointed at needs nothing else of the conversation.
    alone = text if named else standalone(text, history, lexicon)
    full = with_level_names(with_members(speller.correct(alone)), lexicon.level_schemes)
    # ``text`` keeps 「今年」: a year that is only meant need not stand in the evidence, one that is said must.
    full, elapsed = with_elapsed(dated(full, day), day, language)
    needs_history = not named and goes_on(text, history, lexicon)
    # What stands for two dates stands for them in every reading.
    own = full if elapsed or (not named and only_changes_a_slot(text, history, lexicon)) else text
    return Query(
        text=text,
        standalone=full,
        content=_without_documents(full, lexicon),
        own=own,
        language=language,
        mentions=lexicon.find_in_question(full),
        as_of=day,
        others=() if named else other_readings(text, history, lexicon),
        focus=focused(full, lexicon),
        goes_on=needs_history,
        elapsed=elapsed,
        before=next((m.content for m in reversed(history) if m.role == "user"), ""),
        said=text,
        conversation=" ".join(m.content for m in history) if needs_history else "",
        deadline=deadline,
    )


def _without_documents(full: str, lexicon: Lexicon) -> str:
    """The content of a question; the name of a document says where to look, not what for.

    A title that is all but one character of what is asked (「报名」 of 「报名费多少」) is no name there.
    """
    rest = full
    for name in dict.fromkeys(m.text for m in lexicon.find_in_question(full) if m.kind is EntityKind.DOCUMENT):
        rest = rest.replace(name, " ")
    return content(rest) if sum(c.isalnum() for c in content(rest)) > 1 else content(full)


def reread(query: Query, reading: str, lexicon: Lexicon, speller: Speller) -> Query:
    """The same question in another of its readings."""
    full = speller.correct(reading)
    mentions = lexicon.find_in_question(full)
    return replace(
        query,
        standalone=full,
        content=_without_documents(full, lexicon),
        mentions=mentions,
        others=(),
        focus=None,
    )


def plain(text: str) -> str:
    """Simplified characters for traditional ones, half-width Latin for full-width (Ｂ２Ｂ, 1＋X).

    All later stages, the embedding model among them, then see one writing; Chinese punctuation stays.
    """
    return simplify(without_long_runs_of_marks(text).translate(_HALF_WIDTH))


def clean_question(raw: str) -> str:
    """Printable text of a question, white space collapsed.

    Raises:
        QuestionError: nothing readable is left, it is too long, or it is binary.
    """
    if not isinstance(raw, str):
        raise QuestionError("问题必须是文本。The question must be text.")
    if len(raw) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"问题太长（{len(raw)} 字），请控制在 {MAX_QUESTION_CHARS} 字以内。The question is too long; "
            f"please keep it under {MAX_QUESTION_CHARS} characters."
        )
    unprintable = sum(1 for c in raw if not c.isprintable() and not c.isspace() or c == "\ufffd")
    if unprintable > 0.2 * len(raw) and unprintable > 3:
        raise QuestionError(
            "这不是可读的文本，请重新输入问题。This is not readable text; please type the question again."
        )
    text = "".join(c if c.isprintable() and unicodedata.category(c) not in ("Cf", "Co", "Cn") else " " for c in raw)
    text = plain(" ".join(text.split()))
    if not any(c.isalnum() for c in text):
        raise QuestionError("请输入一个问题。Please type a question.")
    return text
