"""What a conversation holds already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.retrieval.tokenization import normalise
from assistant.text.citation_marks import without_marks
from assistant.types import Message, Passage

# Fewer characters may stand in many passages.
_QUOTE_CHARS = 8
_PASSAGES_KEPT = 16_384


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said before, as it is compared: without marks, bullets, white space and punctuation.

    ``first`` is the first line of each reply, which answers.
    """

    replies: tuple[str, ...]
    first: tuple[str, ...]
    questions: tuple[str, ...]

    @classmethod
    def of(cls, history: Sequence[Message]) -> Earlier:
        """The assistant's messages of a conversation."""
        replies = [m.content for m in history if m.role == "assistant"]
        asked = (_bare(m.content) for m in history if m.role == "user")
        first = (_bare(reply.strip().partition("\n")[0]) for reply in replies)
        return cls(tuple(map(_bare, replies)), tuple(first), tuple(asked))

    def asked(self, question: str) -> bool:
        """Whether the very question was asked."""
        return _bare(question) in self.questions

    def has(self, text: str) -> bool:
        """Whether a text was said word for word."""
        return bool(bare := _bare(text)) and any(bare in reply for reply in self.replies)

    def replied(self, text: str) -> bool:
        """Whether a text was all of a reply."""
        return _bare(text) in self.replies

    def answered(self, text: str) -> bool:
        """Whether a text was the answer to a question, not what stood beside it."""
        return bool(bare := _bare(text)) and any(bare in reply for reply in self.first)


NOTHING_SAID = Earlier((), (), ())


def quoted_in(reply: str, passages: Sequence[Passage]) -> Passage | None:
    """The passage that a reply quotes first; None where it quotes none as a whole."""
    said = _bare(reply)
    found = ((said.find(bare), p) for p in passages if len(bare := _bare(p.text)) >= _QUOTE_CHARS and bare in said)
    return min(found, key=lambda at: at[0], default=(0, None))[1]


@lru_cache(maxsize=_PASSAGES_KEPT)
def _bare(text: str) -> str:
    return "".join(c for c in normalise(without_marks(text)) if c.isalnum())
