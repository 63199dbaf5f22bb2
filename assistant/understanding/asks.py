"""What is wanted of what: a turn as asks, with the questions to search for them, from whichever planner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.types import Language


class Operation(StrEnum):
    """What is to be done with what is found."""

    FIND = "find"
    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    MOST = "most"
    LEAST = "least"
    DIFFERENCE = "difference"
    COMPARE = "compare"
    RECOMMEND = "recommend"
    ASSESS = "assess"
    CONFIRM = "confirm"

    @property
    def wants_a_set(self) -> bool:
        """Whether all of a table or section is needed, not its best row."""
        return self not in (Operation.FIND, Operation.CONFIRM, Operation.RECOMMEND)


class Intention(StrEnum):
    """What a turn is, before anything is searched."""

    QUESTION = "question"
    ABOUT_LAST_ANSWER = "about_last_answer"
    GREETING = "greeting"
    THANKS = "thanks"
    COMPLAINT = "complaint"
    VAGUE = "vague"
    IDENTITY = "identity"
    MISUSE = "misuse"
    INSTRUCTIONS = "instructions"

    @property
    def needs_sources(self) -> bool:
        """Whether documents are searched for it."""
        return self in (Intention.QUESTION, Intention.ABOUT_LAST_ANSWER, Intention.COMPLAINT, Intention.VAGUE)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is wanted.

    Attributes:
        operation: what to do with what is found.
        subjects: what it is asked of, by name.
        fields: what is asked of it (its fee, its issuer), in words.
        filters: what narrows it (「除了…」, a year, the asker's own figure), in words.
        words: the part of the question that asks it.
    """

    operation: Operation
    subjects: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A turn understood.

    Attributes:
        intention: what the turn is.
        language: the language to answer in.
        searches: questions that stand alone, spelling mended, backstory left out; one to four.
        asks: what is wanted.
        form: how the answer is wanted where the person said so (「短一点」, "as a table"), "" otherwise.
    """

    intention: Intention
    language: Language
    searches: tuple[str, ...]
    asks: tuple[Ask, ...]
    form: str = ""

    @property
    def wants_a_set(self) -> bool:
        """Whether one of the asks needs all of a table or section."""
        return any(a.operation.wants_a_set for a in self.asks)
