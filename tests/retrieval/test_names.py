"""What documents call things is mined from them, and meets the words of a question."""

from __future__ import annotations

import pytest

from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.retrieval.names import MinedNames

TEXT = """# Orchard Beekeeping College

## Tickets

The college awards the Hive Inspector Ticket (HIT) and others.

| Ticket | Minutes |
|---|---|
| Apprentice | 30 |
| Queen Breeder | 45 |
| Honey Judge | 60 |

## Courses

- HB-1 Hive Builder – frames, boxes and wax.
- HB-2 Hive Keeper – feeding and wintering.

| Code | Course | Days |
|---|---|---|
| B20 | Swarm catching | 3 |
| B24 | Wax and candles | 5 |
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bees")
    (folder / "bees.md").write_text(TEXT, encoding="utf-8")
    documents = load_corpus(folder)
    return MinedNames(documents, [p for d in documents for p in split_document(d)])


def test_an_abbreviation_and_the_full_name_are_one_thing(names):
    assert "hive inspector ticket" in names.other_names("What does the HIT cost?")
    (found,) = names.in_text("Is the Hive Inspector Ticket hard?")
    assert "hit" in found.names


def test_things_of_one_table_that_are_named_side_by_side_are_asked_of_one_by_one(names):
    assert names.listed_together("Is the Queen Breeder or the Honey Judge exam longer?") == (
        "Is the Queen Breeder exam longer?",
        "Is the Honey Judge exam longer?",
    )
    assert names.listed_together("Is the Honey Judge exam longer?") == ()


def test_a_name_within_another_word_is_none(names):
    assert not names.in_text("What is a white hitch?")


def test_a_code_and_the_name_beside_it_are_one_thing(names):
    """In a table's columns and at the head of an item; people ask by either."""
    assert names.other_names("Who teaches swarm catching?") == "b20"
    assert names.other_names("What does HB-1 make?") == "hive builder"
