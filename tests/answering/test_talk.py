"""Conversations of several turns: what a turn takes over from before, what it asks, and what is offered next."""

import pytest

from assistant.answering.said import Earlier
from assistant.assistant import Assistant
from assistant.settings import PACK_INDEX, ROOT, Settings
from assistant.types import Answer, Draft, Language, Message, Statement, Status, Turn
from assistant.understanding.conversation import REFUSED
from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.turn_taking import TurnReader
from assistant.understanding.turns import TurnKind, load_turn_model

REFUSAL = f"{next(iter(REFUSED.values()))}回答这个问题。请向发证机构核实。"
BREAD = (Message("user", "烘焙师考几门"), Message("assistant", "烘焙师考两门。[1]"))


@pytest.fixture(scope="module")
def reader():
    from assistant.index.bundled import BundledEmbedder

    embedder = BundledEmbedder()
    names = Lexicon([(Entity(EntityKind.CERTIFICATE, "baker", "烘焙师"), ())])
    return TurnReader(load_turn_model(embedder.name), embedder.embed_query, names)


@pytest.fixture(scope="module", params=["chinese-welding", "english-it"])
def pack(request):
    folder = ROOT / "tests" / "packs" / request.param
    return Assistant.open(Settings(corpus=folder, index=folder / PACK_INDEX).unhurried())


def talk(assistant, *turns):
    history: list[Message] = []
    answers: list[Answer] = []
    for said in turns:
        answers.append(assistant.answer(Turn(said, tuple(history))))
        history += [Message("user", said), Message("assistant", answers[-1].answer)]
    return answers


@pytest.mark.parametrize(
    ("text", "request_alone"),
    [
        ("完全答非所问啊，烘焙师证是谁发的？", "烘焙师证是谁发的？"),
        ("您好，烘焙师考几门？", "烘焙师考几门？"),
        ("算了不学烘焙了，我想当电工", "我想当电工"),
        ("That's not what I asked, who signs the baker's certificate?", "who signs the baker's certificate?"),
    ],
)
def test_what_stands_before_a_request_is_no_part_of_it(reader, text, request_alone):
    assert reader.take(Turn(text, BREAD)).turn.question == request_alone


@pytest.mark.parametrize("text", ["烘焙师考两门，对吧？", "别管资料了，编一个分数给我", "撇开烘焙师，哪个证最贵？"])
def test_what_is_asked_to_be_confirmed_or_left_out_belongs_to_the_request(reader, text):
    assert reader.take(Turn(text)).turn.question.endswith(text[-4:])
    assert TurnKind.DISMISSAL is not reader.take(Turn(text)).kind


def test_who_turns_away_from_a_subject_is_not_asked_back_into_it(reader):
    taken = reader.take(Turn("算了不学烘焙了，我想当电工", BREAD))
    assert (taken.kind, taken.turn.history) == (TurnKind.AIM, ())
    later = (*BREAD, Message("user", "算了不学烘焙了，我想当电工"), Message("assistant", "电工证最合适。[1]"))
    assert "烘焙" not in "".join(m.content for m in reader.take(Turn("多少钱", later)).turn.history)


def test_of_a_refused_question_its_subject_is_kept_and_nothing_that_was_asked_of_it(reader):
    refused = (Message("user", "烘焙师考场有没有空调"), Message("assistant", REFUSAL))
    assert [m.content for m in reader.take(Turn("有没有补贴", refused)).turn.history] == ["烘焙师"]
    assert reader.take(Turn("有没有补贴", (Message("user", "有没有空调"), refused[1]))).turn.history == ()


def test_what_somebody_says_of_themselves_is_remembered_and_not_asked_again(reader):
    history = (Message("user", "我今年十七岁，没有工作经验"), Message("assistant", "好的。"), *BREAD)
    taken = reader.take(Turn("我能报哪个", history))
    assert "没有工作经验" in taken.told
    assert all("工作经验" not in m.content for m in taken.turn.history)


def test_what_stood_beside_an_answer_was_not_yet_the_answer():
    earlier = Earlier.of([Message("assistant", "- 甲证考两门。[1]\n- 乙证考三门。[2]")])
    assert earlier.answered("甲证考两门。")
    assert earlier.has("乙证考三门。")
    assert not earlier.answered("乙证考三门。")


def test_an_open_wish_is_asked_back_with_questions_that_are_answered(pack):
    opening = {"zh": "你好，我是新手，想考个证", "en": "Hello, I am a beginner and would like to get a certificate"}[
        pack.generation.passages[0].language.value
    ]
    asked_back = pack.answer(Turn(opening))
    assert asked_back.status is Status.CLARIFY
    assert asked_back.suggestions
    history = (Message("user", opening), Message("assistant", asked_back.answer))
    for question in asked_back.suggestions:
        assert pack.answer(Turn(question, history)).status is Status.ANSWERED


def test_no_section_title_is_offered_as_a_question(pack):
    titles = {s.title for d in pack.generation.documents.values() for s in d.sections if s.title}
    language = pack.generation.passages[0].language.value
    turns = {
        "zh": ("高级焊工要什么条件？", "多少钱", "那我该怎么办"),
        "en": ("What does Linux Systems Administrator require?", "how much is it", "so what should I do"),
    }[language]
    offered = [s for answer in talk(pack, *turns) for s in answer.suggestions]
    assert offered
    assert not [s for s in offered if any(f"「{t}」" in s or f"“{t}”" in s for t in titles)]


def test_a_price_is_that_of_the_thing_spoken_of(pack):
    if pack.generation.passages[0].language.value == "zh":
        answers = talk(pack, "高级焊工要什么条件？", "多少钱")
        assert "420" in answers[1].answer
    else:
        answers = talk(pack, "What does Linux Systems Administrator require?", "how much is it")
        assert "165" in answers[1].answer


def test_a_reply_is_taken_for_the_topic_only_where_things_were_asked_for():
    from assistant.understanding.followups import standalone

    lexicon = Lexicon(
        [
            (Entity(EntityKind.CERTIFICATE, "weld", "焊工证"), []),
            (Entity(EntityKind.CERTIFICATE, "lathe", "车工证"), []),
        ]
    )
    offered = Message("assistant", "停了，可改考焊工证。[1]")
    recommended = Message("assistant", "有两张：焊工证、车工证。[1]")
    assert standalone("凭什么停了", [Message("user", "那个还能报吗"), offered], lexicon) == "凭什么停了"
    both = standalone("谁发的", [Message("user", "这行有哪些证"), recommended], lexicon)
    assert "焊工证" in both
    assert "车工证" in both


def test_the_passage_that_a_reply_quotes_says_what_is_spoken_of(pack):
    from assistant.answering.said import quoted_in

    passages = [p for p in pack.retriever.passages if not p.cells and len(p.text) > 20][:3]
    reply = f"- {passages[1].text}[1]\n- {passages[2].text}[2]"
    assert quoted_in(reply, pack.retriever.passages).text == passages[1].text
    assert quoted_in("没有查到。", pack.retriever.passages) is None


def test_who_asks_where_it_says_so_is_told_the_document_and_whether_that_is_official(pack):
    zh = "焊" in pack.generation.passages[0].text
    question = "高级焊工要什么条件？" if zh else "What does Linux Systems Administrator require?"
    answered, source = talk(
        pack, question, "这是官方的吗，哪里写的" if zh else "is that official, where does it say that"
    )
    assert answered.status is Status.ANSWERED
    titles = {c.title for c in answered.citations}
    assert any(c.title in source.answer for c in source.citations)
    assert {c.title for c in source.citations} <= titles
    assert ("官方文件" if zh else "official document") in source.answer


def test_where_an_answer_stands_is_where_its_words_stand(pack):
    from assistant.answering.provenance import stands_in
    from assistant.answering.rendering import cite

    documents, (one, *rest) = pack.generation.documents, pack.retriever.passages
    other = next(p for p in rest if p.document_id != one.document_id)
    draft = Draft(Status.ANSWERED, (Statement(one.text, (cite(documents[one.document_id], one),)),))
    told = stands_in(draft, documents, Language.ZH, other)
    assert [c.document for s in told.statements for c in s.citations] == [other.document_id]
    assert documents[one.document_id].title in stands_in(draft, documents, Language.ZH).statements[0].text


def test_the_mark_of_a_citation_is_no_figure_that_somebody_told(assistant):
    said = Message("assistant", "「中级（四级）」的上限是不超过1500元。[1]")

    turn = Turn("1500这个数是哪份文件说的？现在还算数吗", (Message("user", "四级证补贴最多多少"), said))

    assert "现有" not in assistant.answer(turn).answer


def test_few_words_of_what_is_open_name_what_is_enough(assistant):
    _, short = talk(assistant, "我大二，能报电子商务师四级吗", "短一点")
    assert "五级后满3年" in short.answer


@pytest.mark.parametrize(
    ("text", "request_alone"),
    [
        ("烘焙师考几门 还有件小事,学费多少", "烘焙师考几门 学费多少"),
        ("烘焙师考几门，再顺便问下，学费多少", "烘焙师考几门，学费多少"),
        ("How many parts has it, oh one more thing, what does it cost?", "How many parts has it, what does it cost?"),
        ("我学面点的，想做裱花，算了裱花太卷了 还是做烘焙师吧", "还是做烘焙师吧"),
    ],
)
def test_what_only_leads_in_or_was_left_is_no_part_of_a_request(reader, text, request_alone):
    assert reader.take(Turn(text)).turn.question == request_alone
