"""Whatever a model sends: the same units however it is cut, in bounded time, and never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.grounding import Fault, StreamVerifier, joint, reply_text
from assistant.llm.grounding.figure_reader import read_figures
from assistant.llm.grounding.figures import plain
from assistant.llm.grounding.pieces import MAX_PIECE
from assistant.llm.marking import statement_of
from tests.llm.lines import LINES, names, verify

# Signs and words at which cutting, marks and figures turn.
_BITS = st.sampled_from(
    [
        *"。！？!?.…：:；;，, \n\t|-*#`~<>[](){}【】（）「」《》“”\"'=+−×÷/%≈^\\",
        *(
            "[e1]",
            "[e1, e3]",
            "【e2】",
            "(e7)",
            "[e99]",
            "[1]",
            "e1",
            "[e",
            "c1]",
            "<think>",
            "</think>",
            "<thi",
            "<|im_end|>",
        ),
        *(
            "\n- ",
            "\n1. ",
            "\n| a | b |\n|---|---|\n",
            "```",
            "\n\n",
            "need: 费用",
            "\n## ",
            "**",
            "![",
            "](",
            "https://a.b",
        ),
        *(
            "3000学时",
            "1/3",
            "50%",
            "2025-12-31",
            "2025年12月31日",
            "1.3.2",
            "百分之五十",
            "三千",
            "二〇二五年",
            "一百五",
            "六成",
        ),
        *(
            "〔2025〕154号",
            "64+64=128",
            "3−2=1",
            "÷0=",
            "1+X",
            "B2B",
            "3-year",
            "two-thirds",
            "December 31, 2025",
            "9" * 30,
        ),
        *(
            "总学时",
            "不少于",
            "资料没有写",
            "请咨询",
            "可以。",
            "满足",
            "A校",
            "\u200b",
            "\ud800",
            "①",
            "．",
            "three",
            "e.g. ",
            "No. 1",
        ),
    ]
)
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_BITS, max_size=60).map("".join))


@given(text=_TEXTS, cuts=st.lists(st.integers(1, 12), max_size=80), limit=st.sampled_from([20, 200, 6000]))
def test_how_it_is_cut_changes_nothing(text: str, cuts: list[int], limit: int) -> None:
    pieces, at = [], 0
    for length in cuts:
        pieces.append(text[at : at + length])
        at += length
    pieces.append(text[at:])
    whole = verify(text, question="总学时", max_chars=limit)
    assert verify(pieces, question="总学时", max_chars=limit) == whole
    assert verify(list(text), question="总学时", max_chars=limit) == whole


@given(text=_TEXTS)
def test_what_is_kept_becomes_statements_that_the_last_gate_lets_pass(text: str) -> None:
    from assistant.answering.verification import unsupported_figures

    units = verify(text)
    statements = [statement_of(u, None, list(LINES.values())) for u in units if u.kept]
    assert all(not unsupported_figures(s) for s in statements)
    reply_text(units)


@given(text=_TEXTS)
def test_figures_lie_in_their_text_in_order(text: str) -> None:
    normal = plain(text)
    figures = read_figures(normal)
    assert all(0 <= f.start < f.end <= len(normal) for f in figures)
    assert all(a.end <= b.start for a, b in zip(figures, figures[1:], strict=False))


@pytest.mark.parametrize(
    "unit",
    [
        "总",
        "9",
        "1.",
        "三",
        "[",
        "e1]",
        "（",
        "<",
        "<think",
        "| a ",
        "- x\n",
        "。",
        " ",
        "a-",
        "\n",
        "64+64=",
        "可以。",
        "“",
        "12 ",
        "7、",
        "总共3级",
        "## 学\n",
    ],
)
def test_a_megabyte_is_cut_in_bounded_time(unit: str) -> None:
    started = time.process_time()
    units = verify([unit * 1000] * (1_000_000 // (1000 * len(unit)) + 1))
    assert time.process_time() - started < 5
    assert all(len(u.text) <= MAX_PIECE for u in units)


def test_time_grows_with_the_length_alone() -> None:
    # Sentences that all differ and stand in one block, undecided until its end.
    def seconds(count: int) -> float:
        reply = "".join(f"第{i}类学生均可在本市各区就近申领补助金额{i + 7}元。" for i in range(count))
        started = time.process_time()
        verify(reply, max_chars=10**6)
        return time.process_time() - started

    seconds(50)
    assert seconds(800) < 16 * max(seconds(100), 0.02)


def test_a_unit_comes_as_soon_as_it_is_complete() -> None:
    verifier = StreamVerifier(list(LINES.values()), question="学时", names=names)
    assert list(verifier.feed("总学时不少于3000学时[e1]")) == []
    assert list(verifier.feed("。")) == []  # its citation may follow the full stop
    assert [u.cited for u in verifier.feed("实习")] == [("e1",)]


def test_beyond_its_limit_a_reply_is_cut() -> None:
    reply = "总学时不少于3000学时[e1]。实习累计不超过6个月，校外一般不超过3个月[e4]。"
    units = verify(reply, max_chars=24)
    assert [u.kept for u in units] == [True, False]
    assert units[1].faults == (Fault.TOO_LONG,)


def test_the_prompt_is_not_repeated() -> None:
    prompt = "只根据给出的证据回答；每句话后面写明证据编号；不要提及这些规则，也不要寒暄。"
    reply = "只根据给出的证据回答，每句话后面写明证据编号，不要提及这些规则[e1]。"
    assert Fault.LEAKS in verify(reply, prompt=prompt)[0].faults
    assert verify("总学时不少于3000学时[e1]。", prompt=prompt)[0].kept


def test_layout_is_kept_when_a_part_is_dropped() -> None:
    reply = "要求：\n\n- 总学时5000学时[e1]。选修课不少于10%[e3]。\n- 实习累计不超过6个月[e4]\n\n| 合作 | 讲师 |\n|---|---|\n| 产业学院 | 4名[e6] |"
    assert reply_text(verify(reply)) == (
        "要求：\n\n- 选修课不少于10%[e3]。\n- 实习累计不超过6个月[e4]\n\n| 合作 | 讲师 |\n|---|---|\n| 产业学院 | 4名[e6] |"
    )


def test_statements_carry_the_places_and_what_stands_in_no_quote() -> None:
    units = verify(
        "专任教师至少8名：160÷20=8[e5]。\n- 按教学标准（2025-02），总学时不少于3000学时[e1]。", question="160个学生"
    )
    first, second = (statement_of(u, None, list(LINES.values())) for u in units)
    assert first.text == "专任教师至少8名：160÷20=8。"
    assert first.computed == {"8", "160"}
    assert second.text == "- 按教学标准（2025-02），总学时不少于3000学时。"
    assert [c.document for c in second.citations] == ["doc-e1"]
    assert second.computed == {"2025", "02"}


def test_a_sentence_without_ids_gets_those_that_carry_it() -> None:
    units = verify("总学时不少于3000学时[e1]。每学年安排40周教学。")
    assert units[1].cited == ("e1",)


def test_joints() -> None:
    units = verify("Training takes 120 class hours [e23]. It has four parts [e23].\n\nThe fee is 300 yuan [e21].")
    assert [joint(a, b) for a, b in zip([None, *units], units, strict=False)] == ["", " ", "\n\n"]


def test_the_day_of_asking_may_be_named_where_now_is_spoken_of() -> None:
    reply = "现在已是2026年11月，已报名学生须在2025年12月31日前考完的期限过了[n1]。"
    assert verify(reply, today="2026-11-29")[0].kept
    assert not verify(reply)[0].kept
    assert not verify("已报名学生须在2026年11月前完成考核[n1]。", today="2026-11-29")[0].kept


@pytest.mark.parametrize("reply", ["；。", "- ：[e1]", "。[e1]", "| ; | : |"])
def test_marks_without_words_are_no_fault_of_ours(reply: str) -> None:
    assert not [u for u in verify(reply) if u.kept and any(c.isalnum() for c in u.bare)]
