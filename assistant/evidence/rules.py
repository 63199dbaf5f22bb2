"""What a passage states in figures, so that it can be reckoned with."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.evidence.measured import Measured, Text, read
from assistant.evidence.quantities import Quantity
from assistant.types import Passage


@dataclass(frozen=True, slots=True)
class Rule:
    """A quantity of a passage that can be reckoned with."""

    passage: Passage
    text: Text
    measured: Measured

    @property
    def quantity(self) -> Quantity:
        """The figure of the rule."""
        return self.measured.quantity

    @property
    def words(self) -> str:
        """The clause that states it, as it is written."""
        original = self.passage.text
        # Few texts change their length when normalised; of those the normalised words are shown.
        words = original if len(original) == len(self.text.plain) else self.text.plain
        return words[slice(*self.measured.clause)].strip(" -*")


def rules(passage: Passage) -> tuple[Rule, ...]:
    """What a passage states in figures, each with its nouns."""
    text = read(passage.text)
    return tuple(Rule(passage, text, m) for m in text.measured if m.part or m.whole)
