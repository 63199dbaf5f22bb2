"""Progress in practice as the browser keeps it: the server holds none of it between two answers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.catalogue.practice import Item, PracticeGenerator, Wanted
from assistant.errors import PracticeFilterError
from assistant.types import Language

# A browser keeps as many answers as there are items; more is not ours.
_MAX_KEPT = 5000
_SEEDS = 1_000_000
# From wide to narrow: each is chosen within the ones before it.
FILTERS = ("certificate", "level", "area", "kind")


class Progress(BaseModel):
    """What is practised, what was answered, and the question on screen (``chosen`` once it is answered)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int = Field(default_factory=lambda: secrets.randbelow(_SEEDS))
    certificate: str = Field(default="", max_length=200)
    level: str = Field(default="", max_length=200)
    area: str = Field(default="", max_length=200)
    kind: str = Field(default="", max_length=200)
    right: tuple[str, ...] = Field(default=(), max_length=_MAX_KEPT)
    wrong: tuple[str, ...] = Field(default=(), max_length=_MAX_KEPT)
    current: str = ""
    chosen: tuple[str, ...] | None = None

    @property
    def wanted(self) -> Wanted:
        """The items that the filters take."""
        return Wanted(self.certificate, self.level, self.area, self.kind, seed=self.seed)

    def answered(self, item: Item, chosen: Sequence[str], *, right: bool) -> Progress:
        """After an answer: an item is right or to be repeated by its latest answer."""
        others = {n: tuple(i for i in getattr(self, n) if i != item.id) for n in ("right", "wrong")}
        name = "right" if right else "wrong"
        return self.model_copy(update={**others, name: (*others[name], item.id), "chosen": tuple(chosen)})

    def next(self, items: Sequence[Item]) -> Progress:
        """On to the first item not answered yet, else to the one that waits longest to be repeated."""
        ids = [i.id for i in items]
        fresh = [i for i in ids if i not in self.right and i not in self.wrong]
        again = [i for i in self.wrong if i in ids]
        following = next(iter(fresh or again), "")
        return self.model_copy(update={"current": following, "chosen": None})

    def over(self, items: Sequence[Item]) -> Progress:
        """The answers to these items forgotten, in a new order."""
        ids = {i.id for i in items}
        return self.model_copy(
            update={
                "seed": secrets.randbelow(_SEEDS),
                "right": tuple(i for i in self.right if i not in ids),
                "wrong": tuple(i for i in self.wrong if i not in ids),
            }
        )


def load(stored: Any) -> Progress:
    """What a browser kept; anything that is not progress (an older format) is a fresh start."""
    try:
        return Progress.model_validate(stored or {})
    except ValidationError:
        return Progress()


def fitting(progress: Progress, generator: PracticeGenerator, language: Language) -> tuple[Progress, tuple[Item, ...]]:
    """Progress whose filters exist, with their items in its order.

    A filter that does not exist within the ones before it (another certificate was chosen, the records
    changed) is dropped. Items are empty only where there are none at all.
    """
    for dropped in (
        (),
        ("kind",),
        ("area", "kind"),
        ("level", "area", "kind"),
        ("certificate", "level", "area", "kind"),
    ):
        tried = progress.model_copy(update=dict.fromkeys(dropped, ""))
        try:
            return tried, generator.shuffled(tried.wanted, language)
        except PracticeFilterError:
            continue
    return progress, ()
