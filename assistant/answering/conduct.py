"""Turns that are no question to the sources: a short fitting reply, or the reason why none is given.

What is a request for misuse, or off the subject, is declined only after the sources were searched: a question
*about* cheating or ID cards that they answer is answered. An attempt to change the instructions is never weighed
against passages, and personal data are never looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.verification import figures
from assistant.evidence.recommendations import TOOL as RECOMMENDATION
from assistant.pack.pack import Pack, TextName
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.conversation import REFUSED
from assistant.understanding.turn_parts import OPEN
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

Offer = Callable[[], tuple[str, ...]]
_MAX_CHOICES = 3

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
    TurnKind.DISMISSAL: "dismissal",
    TurnKind.AIM: "aim",
    # A wish about an answer where none was given yet.
    TurnKind.AGAIN: "again",
}
# Turns that ask nothing definite: one question comes back.
_ASK_BACK = (TurnKind.PLEA, TurnKind.COMPLAINT, TurnKind.AGAIN, TurnKind.DISMISSAL, TurnKind.AIM)
# Said without a search; the others of the replies only where the sources do not answer.
_AT_ONCE = _KINDS.keys() - {TurnKind.MISUSE, TurnKind.OFF_TOPIC, TurnKind.AIM}
_SEARCHED = (*OPEN, TurnKind.QUESTION, TurnKind.PRACTICE, TurnKind.PLAN, TurnKind.EXPORT)
_NOT_THERE = {
    Language.ZH: "直说：手头的资料没有{}，所以这一点我答不了。",
    Language.EN: "Plainly: the sources here do not {}, so I cannot answer that.",
}
_ASK_INSTEAD = {Language.ZH: "您可以接着问：", Language.EN: " You can ask next:"}
_STOPS = {Language.ZH: "。", Language.EN: "."}
_TOLD = {Language.ZH: "照您说的「{}」，", Language.EN: "With what you told me ({}): "}
_STEPS = {Language.ZH: "可以按下面几步来：", Language.EN: "One step after the other:"}
_LEAST_STEPS = 2
# So much of what somebody told is taken up.
_TOLD_AGAIN = 3
# From this probability on that passages answer what somebody only wants or is, they are said.
_SURE_OF_OPEN = 0.6


@dataclass(frozen=True, slots=True)
class Conduct:
    """Replies in the words of a pack."""

    pack: Pack

    def reply_at_once(
        self,
        taken: Taken,
        language: Language,
        offered: Offer = tuple,
        steps: Callable[[], Sequence[Draft]] = tuple,
    ) -> Draft | None:
        """The reply to a turn that the sources need not be searched for; None for a question.

        Args:
            taken: the turn.
            language: of the reply.
            offered: makes two or three questions to choose from, where one comes back.
            steps: answers what somebody who asks what to do is to know first.
        """
        kind = taken.doing
        if kind in _SEARCHED or (taken.about_before and kind is not TurnKind.PLEA):
            return None
        if kind not in _AT_ONCE:
            return None
        if kind is TurnKind.PLEA and (told := self.in_steps(taken, steps(), language, offered)) is not None:
            return told
        reply = self.reply(kind, language, offered)
        return self._with_choices(reply, taken, language) if kind is TurnKind.PLEA else reply

    @staticmethod
    def _with_choices(reply: Draft, taken: Taken, language: Language) -> Draft:
        """A question back with what the person told and the choices in the text itself."""
        said = reply.statements[0].text
        if taken.told:
            said = _TOLD[language].format(("」「" if language is Language.ZH else "; ").join(taken.told)) + said
        choices = "".join(f"\n{n}. {c}" for n, c in enumerate(reply.suggestions, start=1))
        return replace(reply, statements=(Statement(said + choices, computed=figures(said + choices)),))

    @staticmethod
    def in_steps(taken: Taken, answers: Sequence[Draft], language: Language, offered: Offer) -> Draft | None:
        """What to do, one thing after the other, with what the person told; None where it is not two steps."""
        if len(answers) < _LEAST_STEPS:
            return None
        answers = answers[:_LEAST_STEPS] if taken.wishes_less else answers
        numbered = ((n, a.statements[0]) for n, a in enumerate(answers, start=1))
        steps = (replace(s, text=f"{n}. {s.text}", computed=s.computed | {str(n)}) for n, s in numbered)
        told = ("」「" if language is Language.ZH else "; ").join(taken.told[-_TOLD_AGAIN:])
        text = (_TOLD[language].format(told) if told else "") + _STEPS[language]
        lead = Statement(text, computed=figures(text))
        return Draft(Status.ANSWERED, (lead, *steps), suggestions=offered(), intent=TurnKind.PLEA.value)

    def weigh(
        self,
        taken: Taken,
        draft: Draft,
        confidence: float,
        language: Language,
        *,
        named: bool = False,
        offered: Offer = tuple,
    ) -> Draft:
        """A draft, or what is said in its place: a question back, or that such a request is declined.

        Args:
            taken: the turn.
            draft: what the sources gave.
            confidence: probability that the passages answer, 0 where none was searched.
            language: of the reply.
            named: whether the turn says what it is about.
            offered: makes two or three questions to choose from, where one comes back.
        """
        refused = draft.status is not Status.ANSWERED
        if (
            taken.kind is TurnKind.COMPLAINT
            and confidence < _SURE_OF_OPEN
            and draft.intent == "passage"
            and not refused
        ):
            # What was answered that unsurely is not said a second time.
            return self.reply(TurnKind.COMPLAINT, language, offered)
        wants = taken.kind in OPEN or (taken.wants_advice and draft.status is not Status.ANSWERED)
        if wants and not taken.about_before:
            # What somebody only wants is near to much; who they are may be what a rule is about.
            told = taken.kind is TurnKind.SITUATION and confidence >= _SURE_OF_OPEN
            sure = named or told or draft.intent == RECOMMENDATION
            return draft if draft.status is Status.ANSWERED and sure else self.reply(TurnKind.AIM, language, offered)
        if taken.kind not in _KINDS and taken.kind not in _SEARCHED and not taken.about_before:
            # A wish about an answer where none was given: a question that sounds like one, if the sources answer it.
            asked = draft.status is Status.ANSWERED and confidence >= _SURE_OF_OPEN
            return draft if asked else self.reply(TurnKind.AGAIN, language, offered)
        if taken.kind not in _KINDS or taken.kind in _AT_ONCE:
            declined = draft.status is Status.ABSTAINED and taken.suspected is not None
            return self.reply(taken.suspected, language) if declined and taken.suspected else draft
        if draft.status is Status.ANSWERED and confidence > taken.probability:
            return draft
        return self.reply(taken.kind, language)

    def reply_to_complaint(self, language: Language, offered: tuple[str, ...]) -> Draft:
        """The reply where no answer can be put better: which of these was meant."""
        return self.reply(TurnKind.COMPLAINT, language, lambda: offered)

    @staticmethod
    def reply_to_wish(refused: Draft, language: Language, offered: Offer) -> Draft:
        """The reply to somebody who wishes a refusal shorter or plainer, or complains of it.

        Args:
            refused: the refusal; its first sentence names what no source states.
            language: of the reply.
            offered: makes two or three questions to choose from.
        """
        said, *near = refused.statements
        what = said.text.removeprefix(REFUSED[language]).partition(_STOPS[language])[0].strip()
        choices = offered()
        text = _NOT_THERE[language].format(what)
        if near:
            # What is near is all that there is to say more simply.
            first = Statement(text, computed=figures(text))
            return Draft(Status.CLARIFY, (first, *near), suggestions=choices, intent="complaint")
        if choices:
            text += _ASK_INSTEAD[language] + "".join(f"\n{n}. {c}" for n, c in enumerate(choices, start=1))
        return Draft(
            Status.CLARIFY, (Statement(text, computed=figures(text)),), suggestions=choices, intent="complaint"
        )

    def reply(self, kind: TurnKind, language: Language, offered: Offer = tuple) -> Draft:
        """The short fitting reply to a turn that is no question; ``offered`` makes the choices of a question back."""
        texts = self.pack.texts[language]
        asks_back = kind in _ASK_BACK
        return Draft(
            Status.CLARIFY if asks_back else Status.DECLINED,
            (Statement(texts.said[_KINDS[kind]]),),
            suggestions=(offered() or texts.start[:_MAX_CHOICES]) if asks_back else (),
            intent=kind.value,
        )
