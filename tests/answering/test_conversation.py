from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.answering.conduct import Conduct
from assistant.answering.conversation import fit_in
from assistant.answering.said import Earlier
from assistant.answering.statements import split_outside
from assistant.pack.pack import load_pack
from assistant.settings import SHIPPED_PACK
from assistant.types import Citation, Draft, Language, Message, Statement, Status, Turn
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

CONDUCT = Conduct(load_pack(SHIPPED_PACK))
NEXT = ("人才基地要签约吗？", "产业学院要揭牌吗？")
CITED = (Citation("d", "t", "p", None, "l", "q", 0, 1, "paper"),)
TWO = Draft(
    Status.ANSWERED,
    (
        Statement("产业学院至少4名讲师。", CITED),
        Statement("人才基地至少2名讲师，揭牌无要求，考证人数也没有要求。", CITED),
    ),
)


def query(text):
    return SimpleNamespace(
        text=text,
        said=text,
        own=text,
        standalone=text,
        content=text,
        language=Language.ZH,
        mentions=(),
        conversation="",
        goes_on=False,
    )


def said(question, draft, history, *, kind=TurnKind.QUESTION, wishes=(), about_before=False, before=()):
    taken = Taken(Turn(question, before), kind, 0.9, wishes, about_before)
    return fit_in(taken, history, draft, query(question), CONDUCT, after=lambda: NEXT, instead=lambda: NEXT)


def history(*replies, question="产业学院至少要几名讲师"):
    return tuple(m for r in replies for m in (Message("user", question), Message("assistant", r)))


def test_a_first_answer_is_said_as_it_is():
    assert said("产业学院至少要几名讲师", TWO, ()) == replace(TWO, suggestions=NEXT)


def test_what_was_said_is_not_said_again():
    fresh = said("人才基地至少几名讲师", TWO, history("- 产业学院至少4名讲师。[1]"))
    assert fresh.statements == TWO.statements[1:]


def test_the_same_question_again_gets_choices_instead_of_the_answer():
    whole = "- 产业学院至少4名讲师。[1]\n- 人才基地至少2名讲师，揭牌无要求，考证人数也没有要求。[2]"
    again = said("产业学院至少要几名讲师", TWO, history(whole))
    assert again.status is Status.CLARIFY
    assert len(again.suggestions) in (2, 3)
    assert "4名" not in again.statements[0].text


def test_another_question_that_the_same_statement_answers_gets_its_own_clause():
    draft = Draft(Status.ANSWERED, TWO.statements[1:])
    part = said("那考证人数呢", draft, history(TWO.statements[1].text))
    assert part.status is Status.ANSWERED
    assert "考证人数" in part.statements[0].text
    assert "2名" not in part.statements[0].text


def test_what_was_said_is_no_answer_to_a_question_that_it_says_nothing_of():
    draft = Draft(Status.ANSWERED, TWO.statements[1:])
    other = said("食堂几点开门", draft, history(TWO.statements[1].text))
    assert other.status is Status.CLARIFY
    assert other.suggestions
    assert "人才基地" not in other.statements[0].text


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        (TurnKind.SHORTER, ["产业学院至少4名讲师。"]),
        (TurnKind.PLAIN, ["简单说：产业学院至少4名讲师。"]),
        (TurnKind.AGAIN, [s.text for s in TWO.statements]),
    ],
)
def test_a_wish_gives_the_answer_before_in_that_form(form, texts):
    whole = "\n".join(s.text for s in TWO.statements)
    formed = said("产业学院至少要几名讲师", TWO, history(whole), kind=form, wishes=(form,), about_before=True)
    assert [s.text for s in formed.statements] == texts


def test_few_words_are_those_that_state_what_was_asked_for():
    texts = ("参保1年以上的在职职工可以申领。", "高级的补贴上限是不超过2000元（仅见转载）。")
    draft = Draft(Status.ANSWERED, tuple(Statement(t, CITED) for t in texts))
    form = TurnKind.SHORTER
    short = said("高级能领多少钱补贴", draft, history(texts[0]), kind=form, wishes=(form,), about_before=True)
    assert "2000元" in short.statements[0].text
    assert "1年" not in short.statements[0].text


def test_a_complaint_says_what_was_understood_and_asks_back():
    kind = TurnKind.COMPLAINT
    formed = said("产业学院至少要几名讲师", TWO, history("…"), kind=kind, wishes=(TurnKind.PLAIN,), about_before=True)
    assert formed.status is Status.CLARIFY
    assert formed.suggestions


def test_named_cells_become_a_table():
    draft = Draft(Status.ANSWERED, (Statement("名称：甲；年份：2021年。", CITED),))
    formed = said("甲是哪年的", draft, (), wishes=(TurnKind.LIST,))
    assert "| 年份 | 2021年 |" in formed.statements[0].text


def test_a_mark_within_brackets_does_not_part():
    assert split_outside("甲（子、丑）、乙", "、") == ["甲（子、丑）", "乙"]


def test_marks_bullets_and_spaces_do_not_hide_a_repetition():
    assert Earlier.of(history("- 产业学院至少 4名讲师。[1][2]")).has("产业学院至少4名讲师")
