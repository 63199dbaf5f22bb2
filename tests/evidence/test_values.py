"""The kind of value that a question asks for, and whether a text holds one."""

from __future__ import annotations

import pytest

from assistant.evidence.values import Value, asked_values, held_values


@pytest.mark.parametrize(
    ("question", "states", "does_not"),
    [
        ("How much does the smoker course cost?", "It costs €80 with the veil.", "It is held in June."),
        ("养蜂员多久复审一次？", "每三年复审一次。", "由协会复审。"),
        ("When do entries close?", "Entries close on 4 May.", "Entries are made online."),
        ("蜂王培育考试多少分及格？", "笔试65分合格。", "笔试在春季举行。"),
        ("晚班什么时候上课？", "晚班周二和周四上课。", "晚班在本部上课。"),
        ("Who brings the smoker?", "Candidates bring their own.", "It burns pine needles."),
    ],
)
def test_a_text_with_such_a_value_is_told_from_one_without(question, states, does_not):
    asked = asked_values(question)
    assert asked & held_values(states, "")
    assert not asked & held_values(does_not, "")


def test_a_bare_figure_is_what_its_heading_says():
    assert Value.MONEY in held_values("1,260", "Fees in pounds")
    assert Value.MONEY not in held_values("1,260", "Members")
    assert Value.DURATION in held_values("48", "学时")
    assert Value.DURATION not in held_values("48", "人数")


def test_who_and_when_within_a_clause_ask_for_no_value():
    assert not asked_values("What happens to a keeper who opens the hive when it rains?")
    assert asked_values("I was stung, and when may I go on?") == {Value.DATE}
