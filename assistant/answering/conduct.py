"""Turns that are no question to the sources: a short fitting reply, or the reason why none is given.

What is a request for misuse, or off the subject, is declined only after the sources were searched: a question
*about* cheating or ID cards that they answer is answered. An attempt to change the instructions is never weighed
against passages, and personal data are never looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Draft, Language, Message, Statement, Status
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

_REPLIES: dict[TurnKind, dict[Language, str]] = {
    TurnKind.GREETING: {
        Language.ZH: "您好，我是证途。您可以问我跨境电商相关证书适合什么岗位、考什么、学哪些课，以及标准和合作政策的原文依据。",
        Language.EN: "Hello, I am Zhengtu. Ask me which cross-border e-commerce certificate fits a job, what it examines, "
        "which courses prepare for it, and where the rules say so.",
    },
    TurnKind.THANKS: {
        Language.ZH: "不客气，还有证书、课程或政策方面的问题可以继续问我。",
        Language.EN: "You are welcome. Do ask if anything else about certificates, courses or policies comes up.",
    },
    TurnKind.IDENTITY: {
        Language.ZH: "我是证途，跨境电商证书指导助手：只依据已收录的资料回答，并为每句话标出可以打开的出处；资料里没有的，我会直说。",
        Language.EN: "I am Zhengtu, a guide to cross-border e-commerce certificates. I answer only from the collected sources, "
        "with a citation for every statement, and say so when they do not answer.",
    },
    TurnKind.INSTRUCTIONS: {
        Language.ZH: "我不能改变自己的工作方式：我只依据已收录的资料回答证书、课程与政策问题，并给出出处。请直接问您想了解的内容。",
        Language.EN: "I cannot change how I work: I answer questions on certificates, courses and policies from the collected "
        "sources, with citations. Please ask about one of these.",
    },
    TurnKind.MISUSE: {
        Language.ZH: "这类请求我不能帮忙。如果您在备考，我可以告诉您证书考查的工作任务、对应课程和教材。",
        Language.EN: "I cannot help with that. I can tell you what a certificate examines and which courses and textbooks prepare for it.",
    },
    TurnKind.PERSONAL_DATA: {
        Language.ZH: "我不提供任何人的个人信息，收录的资料里也没有这类内容。",
        Language.EN: "I do not give out anyone's personal data, and the collected sources hold none.",
    },
    TurnKind.OFF_TOPIC: {
        Language.ZH: "这个问题不在我的范围内。我只回答跨境电商相关的证书、课程、岗位与政策问题。",
        Language.EN: "That is outside my field. I answer questions on certificates, courses, jobs and policies in cross-border e-commerce.",
    },
    TurnKind.PLEA: {
        Language.ZH: "先一件一件来：您最想先弄清的是哪一件？",
        Language.EN: "One thing at a time: which of these would you like to settle first?",
    },
    TurnKind.COMPLAINT: {
        Language.ZH: "抱歉没说到点子上。您想问的是哪一件？换个说法再问一次也行。",
        Language.EN: "Sorry, that missed the point. Which of these did you mean? You may also put it in other words.",
    },
    # A wish about an answer where none was given yet.
    TurnKind.AGAIN: {
        Language.ZH: "前面还没有可以改写的回答。请先问一个问题，再告诉我要短一点、列表还是用英文。",
        Language.EN: "There is no earlier answer to put differently yet. Ask a question first, then say how you want it.",
    },
}
_CHOICES = {
    Language.ZH: (
        "我想做跨境电商运营，适合考哪张证书？",
        "现在还能报考1+X证书吗？",
        "帮我做一个B2B数据运营中级的学习计划",
    ),
    Language.EN: (
        "Which certificate fits a job in cross-border operations?",
        "Can I still register for a 1+X certificate now?",
        "Make me a study plan for the B2B data operation certificate",
    ),
}
_CHOICES_ON = {
    Language.ZH: ("{}考哪些内容？", "{}对应哪些岗位？", "帮我做一个{}的学习计划"),
    Language.EN: ("What does {} examine?", "Which jobs is {} for?", "Make me a study plan for {}"),
}
_STATUS = {TurnKind.PLEA: Status.CLARIFY, TurnKind.COMPLAINT: Status.CLARIFY, TurnKind.AGAIN: Status.CLARIFY}
# Said without a search; the others of the replies only where the sources do not answer.
_AT_ONCE = frozenset(_REPLIES) - {TurnKind.MISUSE, TurnKind.OFF_TOPIC}


def reply_at_once(taken: Taken, language: Language, subject: str = "") -> Draft | None:
    """The reply to a turn that the sources need not be searched for; None for a question.

    Args:
        taken: the turn.
        language: of the reply.
        subject: name of the certificate that the conversation is about, "" for none.
    """
    kind = taken.kind
    if taken.about_before or kind in (TurnKind.QUESTION, TurnKind.PRACTICE, TurnKind.PLAN, TurnKind.EXPORT):
        return None
    if kind not in _REPLIES:
        kind = TurnKind.AGAIN
    return reply(kind, language, subject) if kind in _AT_ONCE else None


def weigh(taken: Taken, draft: Draft, confidence: float, language: Language) -> Draft:
    """A draft, or the refusal of a request that the sources answer less surely than it is one for misuse.

    Args:
        taken: the turn.
        draft: what the sources gave.
        confidence: probability that the passages answer, 0 where none was searched.
        language: of the reply.
    """
    if taken.kind not in _REPLIES or taken.kind in _AT_ONCE:
        declined = draft.status is Status.ABSTAINED and taken.suspected is not None
        return reply(taken.suspected, language) if declined and taken.suspected else draft
    if draft.status is Status.ANSWERED and confidence > taken.probability:
        return draft
    return reply(taken.kind, language)


def last_certificate(history: Sequence[Message], lexicon: Lexicon) -> str:
    """The name of the certificate that was spoken of last, "" for none."""
    named = (m for message in reversed(history) for m in reversed(lexicon.find_in_question(message.content)))
    return next((m.name for m in named if m.kind is EntityKind.CERTIFICATE), "")


def reply_to_complaint(language: Language, offered: tuple[str, ...]) -> Draft:
    """The reply where no answer can be put better: which of these was meant."""
    return replace(reply(TurnKind.COMPLAINT, language), suggestions=offered)


def choices(language: Language) -> tuple[str, ...]:
    """Two or three questions to start from."""
    return _CHOICES[language]


def reply(kind: TurnKind, language: Language, subject: str = "") -> Draft:
    """The short fitting reply to a turn that is no question; ``subject`` is the certificate spoken of."""
    status = _STATUS.get(kind, Status.DECLINED)
    offered = tuple(c.format(subject) for c in _CHOICES_ON[language]) if subject else _CHOICES[language]
    suggestions = offered if status is Status.CLARIFY else ()
    return Draft(status, (Statement(_REPLIES[kind][language]),), suggestions=suggestions, intent=kind.value)
