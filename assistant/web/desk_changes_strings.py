"""Words of the desk's lists of editions, of what they touch, and of sources to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.changes.comparison import ChangeKind
from assistant.changes.impact import ItemKind, Standing
from assistant.text.page_texts import read_texts


@dataclass(frozen=True, slots=True)
class ChangesStrings:
    """The texts in one language."""

    title: str
    detail: str
    document: str
    choose: str
    none: str
    count: str
    no_changes: str
    items: str
    no_items: str
    figures: str
    done: str
    kinds: Mapping[ChangeKind, str]
    item_kinds: Mapping[ItemKind, str]
    standings: Mapping[Standing, str]
    overdue: str
    overdue_none: str
    overdue_days: str
    checked: str
    never_checked: str


STRINGS = read_texts(Path(__file__).with_name("texts") / "desk_changes.yaml", ChangesStrings)
