"""A Latin word is found where it stands by itself, whatever Chinese stands around it."""

import pytest

from assistant.text.words import place_of_word


@pytest.mark.parametrize(
    ("word", "text", "place"),
    [
        ("b2b", "考b2b证", 1),
        ("b2b", "b2b2c and b2b", 10),
        ("b2b", "ab2b", -1),
        ("证", "考证", 1),
        ("4.2", "版本4.2", 2),
    ],
)
def test_the_place_of_a_word(word: str, text: str, place: int) -> None:
    assert place_of_word(word, text) == place


def test_a_character_that_joins_on_the_left_makes_another_word() -> None:
    assert place_of_word("2", "1.2", joined_by=".") == -1
    assert place_of_word("2", "1.2") == 2
