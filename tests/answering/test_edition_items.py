"""Items of a clause that changed, what a new edition dropped, and a time of which a later notice tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.corpus.originals.adding import add_files
from assistant.settings import Settings
from assistant.types import Answer, Turn
from tests.conftest import _UNHURRIED_S

OLD = """# 渡口船工考核办法

发布日期：2021-03-01

第一条 为规范渡口船工的考核，制定本办法。

第二条 申请复审应当提交下列材料：

- （一）船工证原件；
- （二）近三年的航行记录。

第三条 考核不合格的，可以在两个月内补考一次。

第四条 考核水域的水深不得小于六米。

第五条 本办法自2021年4月1日起施行。
"""
NEW = """# 渡口船工考核办法

发布日期：2025-02-01

第一条 为规范渡口船工的考核，制定本办法。

第二条 申请复审应当提交下列材料：

- （一）船工证原件；
- （二）近一年的航行记录；
- （三）未发生事故的声明。

第三条 考核不合格的，可以在五个月内补考三次。

第四条 本办法自2025年3月1日起施行。
"""
NOTICE = """# 关于秋季补考安排的通知

发布日期：2025-09-01

考核没过的船工，补考定在九月二十日，每人可以补考两次，当天在二号码头集合。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder = tmp_path_factory.mktemp("files")
    for name, text in (("a.md", OLD), ("b.md", NEW), ("c.md", NOTICE)):
        (folder / name).write_text(text, encoding="utf-8")
    pack = folder / "pack"
    list(add_files(sorted(folder.glob("*.md")), pack, lambda proposal, _: proposal))
    assistant = Assistant.open(Settings(corpus=pack, answer_limit_s=_UNHURRIED_S))
    return lambda question: assistant.answer(Turn(question, as_of=date(2026, 1, 1)))


def test_what_became_of_a_clause_that_leads_in_items_is_what_became_of_these(ask: Callable[[str], Answer]) -> None:
    answer = ask("复审要交的材料，新旧办法有什么不同？").answer
    assert "没有变化" not in answer
    assert all(words in answer for words in ("近一年的航行记录", "近三年的航行记录", "未发生事故的声明")), answer


def test_what_a_new_edition_has_no_longer_is_told_from_the_former(ask: Callable[[str], Answer]) -> None:
    answer = ask("新办法取消了哪条水域要求？").answer
    assert all(words in answer for words in ("不再有这一条", "六米")), answer


def test_of_a_time_that_is_past_nothing_tells_that_was_issued_later(ask: Callable[[str], Answer]) -> None:
    answer = ask("我2023年考核没过，当时能补考几次？").answer
    assert "补考一次" in answer, answer
    assert "两次" not in answer, answer


def test_an_edition_without_a_name_is_called_by_its_year(ask: Callable[[str], Answer]) -> None:
    answer = ask("补考的次数，新旧办法有什么不同？").answer
    assert all(words in answer for words in ("2021年版", "2025年版")), answer
