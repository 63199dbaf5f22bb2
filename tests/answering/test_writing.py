import pytest

from assistant.answering.writing import Writer, keeps_facts
from assistant.errors import WriterError
from assistant.settings import Settings
from assistant.types import Answer, Language, Status, Turn

ORIGINAL = "「产业学院」要求至少4名讲师。[1]每门课32学时。[2]"


@pytest.mark.parametrize(
    ("reworded", "kept"),
    [
        ("「产业学院」最少需要4名讲师[1]，每门课为32学时[2]。", True),
        ("「产业学院」最少需要5名讲师[1]，每门课为32学时[2]。", False),
        ("「产业学院」最少需要4名讲师[1]，每门课为32学时。", False),
        ("「产业学院」最少需要4名讲师[1]，每门课为32学时[2]，学费9000元。", False),
        ("学院最少需要4名讲师[1]，每门课为32学时[2]。", False),
        ("", False),
    ],
)
def test_a_rewording_may_change_words_only(reworded, kept):
    assert keeps_facts(ORIGINAL, reworded) is kept


def test_without_a_configured_model_the_message_says_what_to_set():
    with pytest.raises(WriterError, match="ZHENGTU_LLM"):
        Writer.configured(Settings())


@pytest.mark.slow
def test_a_model_that_cannot_be_reached_costs_only_the_wording():
    writer = Writer.configured(Settings(llm="openai:none", llm_base_url="http://127.0.0.1:9/v1", llm_api_key="unused"))
    answer = Answer(None, Status.ANSWERED, ORIGINAL, Language.ZH, "passage")
    result = writer.rewrite(Turn("几名讲师"), answer)
    assert result.answer == ORIGINAL
    assert result.trace["writer"].startswith("failed")
