"""How several codes of requirements are written."""

from __future__ import annotations

from assistant.catalogue.codes import runs


def test_codes_that_follow_one_another_are_drawn_together() -> None:
    assert runs(["1.1.1", "1.1.2", "1.1.3", "1.2.1", "2.1.1", "2.1.3"]) == ["1.1.1–1.1.3", "1.2.1", "2.1.1", "2.1.3"]
    assert runs([]) == []
