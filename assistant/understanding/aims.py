"""「想做直播」: what is asked where somebody only says what they want."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import Language, Turn
from assistant.understanding.entities import Lexicon
from assistant.understanding.followups import subjects_of
from assistant.understanding.language import detect_language
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

_WHICH = {Language.ZH: "{}，适合考哪张证书？", Language.EN: "{}, which certificate fits?"}


def asked_for(taken: Taken, lexicon: Lexicon) -> Turn:
    """The turn with the question that it stands for: which certificate fits, unless it names what it is about."""
    turn = taken.turn
    if taken.about_before or taken.kind is not TurnKind.AIM:
        return turn
    language = turn.language or detect_language(turn.question)
    text = turn.question.rstrip("。.!！~ ")
    return replace(turn, question=text if subjects_of(text, lexicon) else _WHICH[language].format(text))
