"""A sentence with several questions is split into ones that stand alone; a single question is left whole."""

import pytest

from assistant.understanding.entities import Entity, EntityKind, Lexicon
from assistant.understanding.parts import parts

LEXICON = Lexicon([(Entity(EntityKind.COOPERATION, "c", "产业学院"), [])])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "公共基础课程与专业课程学时占总学时的比例分别如何规定？",
            ("公共基础课程学时占总学时的比例", "专业课程学时占总学时的比例"),
        ),
        ("采编实训室和推广实训室，设备上各有哪样？", ("采编实训室，设备上", "推广实训室，设备上")),
        (
            "产业学院的讲师人数、考证人数和就业率分别是多少？",
            ("产业学院的讲师人数", "产业学院 考证人数", "产业学院 就业率"),
        ),
        (
            "产业学院这块怎么要求的：讲师、揭牌、就业率，给我捋一下",
            ("产业学院 讲师", "产业学院 揭牌", "产业学院 就业率"),
        ),
        ("产业学院要几名讲师，一年考多少人？", ("产业学院要几名讲师", "产业学院 一年考多少人")),
    ],
)
def test_each_part_carries_what_it_needs(question, expected):
    found = parts(question, LEXICON)
    assert len(found) == len(expected)
    for part, start in zip(found, expected, strict=True):
        assert part.startswith(start)


@pytest.mark.parametrize(
    "question",
    [
        "产业学院至少要几名讲师？",
        "我想做客服，考哪张证？",
        "店铺建设与产品发布要求什么",
        "好几个平台一起做，要考什么证",
        "做发票、装箱单、产地证，归哪个任务？",
        "核对一下条款号：按合同做发票、汇票、产地证这些单据，是第几条？",
    ],
)
def test_a_single_question_has_no_parts(question):
    assert parts(question, LEXICON) == ()
