"""Turns that are no question to the sources: a short fitting reply, or the reason why none is given.

What is a request for misuse, or off the subject, is declined only after the sources were searched: a question
*about* cheating or ID cards that they answer is answered. An attempt to change the instructions is never weighed
against passages, and personal data are never looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.pack.pack import Pack, TextName
from assistant.types import Draft, Language, Message, Statement, Status
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

_KINDS: dict[TurnKind, TextName] = {
    TurnKind.GREETING: "greeting",
    TurnKind.THANKS: "thanks",
    TurnKind.IDENTITY: "identity",
    TurnKind.INSTRUCTIONS: "instructions",
    TurnKind.MISUSE: "misuse",
    TurnKind.PERSONAL_DATA: "personal_data",
    TurnKind.OFF_TOPIC: "off_topic",
    TurnKind.PLEA: "plea",
    TurnKind.COMPLAINT: "complaint",
    # A wish about an answer where none was given yet.
    TurnKind.AGAIN: "again",
}
_STATUS = {TurnKind.PLEA: Status.CLARIFY, TurnKind.COMPLAINT: Status.CLARIFY, TurnKind.AGAIN: Status.CLARIFY}
# Said without a search; the others of the replies only where the sources do not answer.
_AT_ONCE = _KINDS.keys() - {TurnKind.MISUSE, TurnKind.OFF_TOPIC}


@dataclass(frozen=True, slots=True)
class Conduct:
    """Replies in the words of a pack."""

    pack: Pack

    def reply_at_once(self, taken: Taken, language: Language, subject: str = "") -> Draft | None:
        """The reply to a turn that the sources need not be searched for; None for a question.

        Args:
            taken: the turn.
            language: of the reply.
            subject: name of the certificate that the conversation is about, "" for none.
        """
        kind = taken.kind
        if taken.about_before or kind in (TurnKind.QUESTION, TurnKind.PRACTICE, TurnKind.PLAN, TurnKind.EXPORT):
            return None
        if kind not in _KINDS:
            kind = TurnKind.AGAIN
        return self.reply(kind, language, subject) if kind in _AT_ONCE else None

    def weigh(self, taken: Taken, draft: Draft, confidence: float, language: Language) -> Draft:
        """A draft, or the refusal of a request that the sources answer less surely than it is one for misuse.

        Args:
            taken: the turn.
            draft: what the sources gave.
            confidence: probability that the passages answer, 0 where none was searched.
            language: of the reply.
        """
        if taken.kind not in _KINDS or taken.kind in _AT_ONCE:
            declined = draft.status is Status.ABSTAINED and taken.suspected is not None
            return self.reply(taken.suspected, language) if declined and taken.suspected else draft
        if draft.status is Status.ANSWERED and confidence > taken.probability:
            return draft
        return self.reply(taken.kind, language)

    def reply_to_complaint(self, language: Language, offered: tuple[str, ...]) -> Draft:
        """The reply where no answer can be put better: which of these was meant."""
        return replace(self.reply(TurnKind.COMPLAINT, language), suggestions=offered)

    def choices(self, language: Language) -> tuple[str, ...]:
        """Two or three questions to start from."""
        return self.pack.texts[language].start

    def reply(self, kind: TurnKind, language: Language, subject: str = "") -> Draft:
        """The short fitting reply to a turn that is no question; ``subject`` is the certificate spoken of."""
        texts = self.pack.texts[language]
        status = _STATUS.get(kind, Status.DECLINED)
        offered = tuple(q.format(subject) for q in texts.start_on) if subject else texts.start
        suggestions = offered if status is Status.CLARIFY else ()
        return Draft(status, (Statement(texts.said[_KINDS[kind]]),), suggestions=suggestions, intent=kind.value)


def last_certificate(history: Sequence[Message], lexicon: Lexicon) -> str:
    """The name of the certificate that was spoken of last, "" for none."""
    named = (m for message in reversed(history) for m in reversed(lexicon.find_in_question(message.content)))
    return next((m.name for m in named if m.kind is EntityKind.CERTIFICATE), "")
