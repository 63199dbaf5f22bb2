"""Levels by their place (「最低那一级」, "the top level"): the name that the scheme in question gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.pack.lexicon import LevelScheme
from assistant.retrieval.tokenization import normalise

_LEVEL = r"的?(那|这)?一?个?(等级|级别|层级|级|层|档)(?!别)"
_LEVEL_EN = r" (level|tier|layer)\b"
# Lowest, middle, highest, as in the schemes.
_PLACES = tuple(
    re.compile(rf"({zh}){_LEVEL}|\bthe ({en}){_LEVEL_EN}", re.IGNORECASE)
    for zh, en in (
        ("最低|最底下?|最下面|最基础|入门", "lowest|entry|bottom|basic"),
        ("(?<!最)中间", "middle"),
        ("最高|最上面|最顶上?", "highest|top"),
    )
)


def with_level_names(text: str, schemes: Sequence[LevelScheme]) -> str:
    """A question with the names of the levels that it gives by their place; unchanged where it names no scheme.

    Args:
        text: the question.
        schemes: of the pack; the first that the question names counts.
    """
    said = normalise(text)
    names = next((s.levels for s in schemes if any(normalise(called) in said for called in s.called)), ())
    for place, name in zip(_PLACES, names, strict=False):
        text = place.sub(name, text)
    return text
