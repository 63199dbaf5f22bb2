"""What an answer to a practice item got right."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue.practice.items import Feedback, Item, ItemKind
from assistant.errors import PracticeChoiceError


def grade(item: Item, chosen: Sequence[str]) -> Feedback:
    """Compare an answer with the item's key.

    Args:
        item: the question.
        chosen: option ids. Single and multiple: those chosen, in any order. Matching: one a prompt, in
            prompt order, "" where none was chosen. Ordering: first to last; may stop early.

    Raises:
        PracticeChoiceError: an option is unknown or given twice, or there are more than can be chosen.
    """
    ids = [o.id for o in item.options]
    given = [c for c in chosen if c]
    unknown = [c for c in given if c not in ids]
    if unknown:
        raise PracticeChoiceError(
            f"没有选项「{unknown[0][:20]}」；可选：{'、'.join(ids)}。"
            f"There is no option “{unknown[0][:20]}”; choose from: {', '.join(ids)}."
        )
    # A matching option may be tried for two prompts; elsewhere twice is a slip.
    if item.kind is not ItemKind.MATCHING and len(set(given)) < len(given):
        raise PracticeChoiceError("同一选项选了两次。An option was chosen twice.")
    most = {ItemKind.SINGLE: 1, ItemKind.MATCHING: len(item.prompts)}.get(item.kind, len(ids))
    if len(chosen) > most:
        raise PracticeChoiceError(f"这道题最多选 {most} 项。This item takes at most {most} choices.")
    texts = {o.id: o.text for o in item.options}
    if item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        missing, wrong = _by_position(item, chosen, texts)
    else:
        missing = tuple(texts[k] for k in item.key if k not in given)
        wrong = tuple(texts[c] for c in given if c not in item.key)
    return Feedback(not missing and not wrong, missing, wrong, item.explanation, item.review)


def _by_position(item: Item, chosen: Sequence[str], texts: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(missing, wrong) where each place has one right option."""
    missing, wrong = [], []
    for place, keyed in enumerate(item.key):
        given = chosen[place] if place < len(chosen) else ""
        if given == keyed:
            continue
        name = f"{item.prompts[place]} → " if item.prompts else f"{place + 1}. "
        missing.append(name + texts[keyed])
        if given:
            wrong.append(name + texts[given])
    return tuple(missing), tuple(wrong)
