"""Changes between editions: the listed ones are found, no others, whatever the numbers, line breaks and file's make."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.changes.comparison import Change, compare_texts
from assistant.corpus.loaders import load_document

PAIRS = Path(__file__).parent / "pairs"


def _found(name: str) -> tuple[Change, ...]:
    old, new = (next(iter(PAIRS.glob(f"{name}-{edition}.*"))) for edition in ("old", "new"))
    return compare_texts(load_document(old).text, load_document(new).text)


def _is(change: Change, listed: dict[str, Any]) -> bool:
    said = f"{change.old}\n{change.new}"
    clauses = (listed.get("old_clause", ""), change.old_clause), (listed.get("new_clause", ""), change.new_clause)
    return (
        change.kind.value == listed["kind"]
        and all(bool(wanted) == bool(has) and has.endswith(wanted) for wanted, has in clauses)
        and all(words in said for words in listed.get("holds", ()))
        and all(tuple(pair) in change.figures for pair in listed.get("figures", ()))
    )


@pytest.mark.parametrize("name", sorted(p.stem for p in PAIRS.glob("*.yaml")))
def test_the_listed_changes_are_found_and_no_others(name: str) -> None:
    found = list(_found(name))
    missed = []
    for listed in yaml.safe_load((PAIRS / f"{name}.yaml").read_text(encoding="utf-8")):
        change = next((c for c in found if _is(c, listed)), None)
        if change is None:
            missed.append(listed)
        else:
            found.remove(change)
    assert (missed, found) == ([], [])
