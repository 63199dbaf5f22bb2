"""A turn with a language model: planned, gathered, written, verified; and what stands where it fails."""

from __future__ import annotations

import json
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.llm.chat import Stage
from assistant.llm.planner import read_plan
from assistant.llm.writer import read_head
from assistant.types import Answer, Language, Message, Piece, Replacement, Status, Turn
from assistant.understanding.asks import Intention, Operation
from tests.llm.scripted_model import QUESTION, ScriptedModel, lecturers, line_of, with_model


def ask(assistant: Assistant, model: ScriptedModel, turn: Turn | None = None) -> Answer:
    return with_model(assistant, model).answer(turn or Turn(QUESTION))


def test_what_the_model_writes_is_the_answer_with_places_that_open(tiny_assistant):
    answer = ask(tiny_assistant, ScriptedModel(lecturers))
    assert (answer.status, answer.answer) == (Status.ANSWERED, "至少4名1+X认证讲师。[1]")
    citation = answer.citations[0]
    text = tiny_assistant.generation.documents[citation.document].text
    assert text[citation.start : citation.end] == citation.quote
    assert "4名" in citation.quote


def test_pieces_come_before_the_end_and_begin_the_answer(tiny_assistant):
    steps = list(with_model(tiny_assistant, ScriptedModel(lecturers)).stream(Turn(QUESTION)))
    *pieces, answer = steps
    assert pieces
    assert all(isinstance(p, Piece) for p in pieces)
    assert isinstance(answer, Answer)
    assert answer.answer.startswith("".join(p.text for p in pieces))


@pytest.mark.parametrize(
    "reply",
    [
        "status: answered\n至少9名1+X认证讲师[e1]。",
        "status: answered\n至少4名1+X认证讲师[e77]。",
        "status: answered\n《国际讲师法》规定至少4名[e1]。",
        "",
        "status: answered\n",
    ],
)
def test_where_nothing_of_the_reply_holds_the_answer_without_a_model_stands(tiny_assistant, reply):
    answer = ask(tiny_assistant, ScriptedModel(lambda _: reply))
    assert answer.answer == tiny_assistant.answer(Turn(QUESTION)).answer
    assert not answer.trace["model_used"]


def test_what_to_ask_next_is_offered(assistant):
    plan = json.dumps({"intention": "question", "language": "zh", "searches": [QUESTION], "asks": []})
    answer = ask(assistant, ScriptedModel(lambda s: f"status: answered\n至少4名[{line_of(s, '4名')}]。", plan))
    assert answer.trace["model_used"]
    assert set(answer.suggestions) & set(assistant.answer(Turn(QUESTION)).suggestions)


def test_an_invented_sentence_falls_and_the_rest_stays(tiny_assistant):
    answer = ask(tiny_assistant, ScriptedModel(lambda s: f"{lecturers(s)}人才基地至少88名[e1]。"))
    assert answer.answer == "至少4名1+X认证讲师。[1]"
    assert answer.trace["dropped"]


def test_a_model_that_goes_away_in_the_middle_is_replaced(tiny_assistant):
    steps = list(with_model(tiny_assistant, ScriptedModel(lambda s: f"{lecturers(s)}另外✂")).stream(Turn(QUESTION)))
    offline = tiny_assistant.answer(Turn(QUESTION)).answer
    assert isinstance(steps[-1], Answer)
    assert steps[-1].answer == offline
    if any(isinstance(s, Piece) for s in steps) and not offline.startswith(steps[0].text):
        assert steps[-2] == Replacement(offline)


def test_not_stated_is_a_refusal(tiny_assistant):
    answer = ask(tiny_assistant, ScriptedModel(lambda _: "status: not_stated\n资料没有写讲师的工资。"))
    assert answer.refused
    assert answer.answer == "资料没有写讲师的工资。"


def test_one_more_search_is_made_once(tiny_assistant):
    def write(shown: str) -> str:
        if "3000" in shown:
            return f"status: answered\n总学时不少于3000学时[{line_of(shown, '3000')}]。"
        return "status: need\nneed: 中职跨境电子商务专业三年总学时"

    plan = json.dumps({"language": "zh", "searches": ["人才基地的师资要求"], "asks": [{"operation": "find"}]})
    model = ScriptedModel(write, plan)
    answer = ask(tiny_assistant, model)
    assert "3000" in answer.answer
    assert [s for s, _ in model.sent].count(Stage.WRITER) <= 2


def test_a_model_that_always_wants_more_is_asked_twice_at_most(tiny_assistant):
    model = ScriptedModel(lambda _: "status: need\nneed: 更多")
    answer = ask(tiny_assistant, model)
    assert [s for s, _ in model.sent].count(Stage.WRITER) == 2
    assert answer.answer == tiny_assistant.answer(Turn(QUESTION)).answer


def test_a_plan_that_cannot_be_read_is_asked_for_once_more(tiny_assistant):
    model = ScriptedModel(lecturers, plan="I would search for lecturers.")
    answer = ask(tiny_assistant, model)
    assert [s for s, _ in model.sent] == [Stage.PLANNER, Stage.PLANNER]
    assert not answer.trace["model_used"]


def test_personal_data_are_masked_before_anything_is_sent(tiny_assistant):
    turn = Turn(f"我电话13800138000，{QUESTION}", (Message("user", "身份证420106199001011234，邮箱a@b.example"),))
    model = ScriptedModel(lecturers)
    ask(tiny_assistant, model, turn)
    sent = "".join(m.content for _, messages in model.sent for m in messages)
    assert not any(secret in sent for secret in ("13800138000", "420106199001011234", "a@b.example"))


def test_a_recommendation_that_a_later_rule_stopped_says_so(assistant):
    question = "想做B2B外贸运营，考哪张证书？"
    plan = json.dumps({"language": "zh", "searches": [question], "asks": [{"operation": "recommend"}]})

    def write(shown: str) -> str:
        id_ = line_of(shown, "跨境电商B2B数据运营", "运营")
        stop = line_of(shown, "不得再开展")
        return f"status: answered\n可看「跨境电商B2B数据运营」[{id_}]。但X证书不得再开展新业务[{stop}]。"

    answer = ask(assistant, ScriptedModel(write, plan), Turn(question, as_of=date(2026, 11, 29)))
    notice = next(n for n in answer.notices if n.kind == "superseded")
    assert notice.text in answer.answer


def test_the_stop_is_added_where_the_model_forgets_it(assistant):
    question = "想做B2B外贸运营，考哪张证书？"
    plan = json.dumps({"language": "zh", "searches": [question], "asks": [{"operation": "recommend"}]})

    def write(shown: str) -> str:
        id_ = line_of(shown, "跨境电商B2B数据运营", "跨境电商运营")
        return f"status: answered\n「跨境电商B2B数据运营」面向跨境电商运营[{id_}]。"

    turn = Turn(question, as_of=date(2026, 11, 29))
    model = ScriptedModel(write, plan)
    answer = ask(assistant, model, turn)
    assert answer.trace["model_used"]
    stops = [n for n in answer.notices if n.kind == "superseded"]
    assert stops
    assert all(n.text in answer.answer for n in stops)


def test_what_was_not_yet_issued_is_not_shown_to_the_model(assistant):
    model = ScriptedModel(lambda _: "status: not_stated\n资料没有写。")
    ask(assistant, model, Turn("现在还能报考1+X证书吗？", as_of=date(2022, 6, 1)))
    writer = [m for s, messages in model.sent if s is Stage.WRITER for m in messages]
    assert writer
    assert "154号" not in writer[-1].content.split("Evidence:")[1]


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "<think>{{not it}}</think>\nHere it is: {}"])
def test_a_plan_is_read_whatever_stands_around_it(around):
    body = '{"intention": "question", "language": "en", "searches": ["a fee"], "asks": [{"operation": "sum"}], "x": 1}'
    plan = read_plan(around.format(body) if "{{" not in around else around.replace("{}", body))
    assert (plan.intention, plan.language, plan.searches) == (Intention.QUESTION, Language.EN, ("a fee",))
    assert plan.asks[0].operation is Operation.SUM


@pytest.mark.parametrize("reply", ["", "{", "[]", "{}", '{"language": "fr"}', '{"language": "zh", "searches": []}'])
def test_a_reply_that_is_no_plan_is_an_error(reply):
    with pytest.raises(ValueError, match="."):
        read_plan(reply)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_the_head_of_a_reply_is_read_however_it_is_cut(size):
    text = "\nstatus: not_stated\n没有写。\n第二行。"
    head, rest = read_head(text[i : i + size] for i in range(0, len(text), size))
    assert (head.status, head.need) == (Status.ABSTAINED, None)
    assert "".join(rest) == "没有写。\n第二行。"


def test_a_reply_without_a_head_loses_nothing():
    head, rest = read_head(iter(["至少", "4名[e1]。"]))
    assert head.status is None
    assert "".join(rest) == "至少4名[e1]。"
