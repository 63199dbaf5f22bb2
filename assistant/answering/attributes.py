"""Which property of a thing is asked for, and whether a passage speaks of that property.

The hard questions for a system that must not invent are near misses: the right certificate, but its
fee, its pass mark or its exam date, which no source gives. ``attributes.yaml`` has the words that ask
for a property, and the words or shapes without which a passage cannot state it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.answering.attribute import Attribute, required, shape
from assistant.answering.units import asked_units, counted_units
from assistant.retrieval.tokenization import normalise
from assistant.understanding.focus import asking_part

_REQUIRED_WEIGHT = 2.0


def _attribute(id_: str, words: dict[str, Any]) -> Attribute:
    build = required if words.get("required", True) else shape
    return build(id_, words["name"]["zh"], words["name"]["en"], "|".join(words["asked"]), "|".join(words["stated"]))


_WORDS = yaml.load(Path(__file__).with_name("attributes.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
_ALL = tuple(_attribute(id_, words) for id_, words in _WORDS.items())
# Properties that a passage must state, and shapes of answers, which passages are preferred by.
ATTRIBUTES, SHAPES = tuple(a for a in _ALL if a.required), tuple(a for a in _ALL if not a.required)


def asked_attributes(question: str) -> tuple[Attribute, ...]:
    """The properties that a question asks for: those of ``ATTRIBUTES`` in their order, then counts by unit.

    What the person tells of themselves (「我英语四级刚过」) asks for nothing.
    """
    text = normalise(asking_part(question))
    return (*(a for a in ATTRIBUTES if a.asked.search(text)), *asked_units(text))


def shape_agreement(question: str, passage: str) -> float:
    """Share of the asked shapes and properties that a passage has, 1 when none is asked for; [0, 1].

    Args:
        question: any text.
        passage: normalised text.
    """
    asked = asked_properties(question)
    weights = [_REQUIRED_WEIGHT if a.required else 1.0 for a in asked]
    stated = sum(w for a, w in zip(asked, weights, strict=True) if a.stated.search(passage))
    return stated / sum(weights) if asked else 1.0


@lru_cache(maxsize=1024)
def asked_properties(question: str) -> tuple[Attribute, ...]:
    """The properties and the shapes of answers that a question asks for, those that a passage need not state too."""
    text = normalise(asking_part(question))
    return (*(a for a in (*ATTRIBUTES, *SHAPES) if a.asked.search(text)), *counted_units(text))


def missing_attributes(question: str, evidence: str) -> tuple[Attribute, ...]:
    """The asked properties of which the evidence says nothing."""
    text = normalise(evidence)
    return tuple(a for a in asked_attributes(question) if not a.stated.search(text))
