"""Texts of pages: both languages from one file, and nothing in it that no page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class _Texts:
    send: str
    unit: str
    languages: Mapping[str, str]


_PAGE = (
    "send: {zh: 发送, en: Send}\nunit: MB\nlanguages:\n  zh: {zh: 中文, en: Chinese}\n  en: {zh: 英文, en: English}\n"
)


def test_each_language_says_its_own_or_what_both_say(tmp_path):
    (tmp_path / "page.yaml").write_text(_PAGE, encoding="utf-8")
    texts = read_texts(tmp_path / "page.yaml", _Texts)
    assert texts[Language.ZH] == _Texts("发送", "MB", {"zh": "中文", "en": "英文"})
    assert texts[Language.EN] == _Texts("Send", "MB", {"zh": "Chinese", "en": "English"})


@pytest.mark.parametrize(("page", "named"), [(_PAGE + "sned: {zh: 发, en: S}\n", "sned"), ("unit: MB\n", "send")])
def test_a_text_too_many_or_too_few_is_named(tmp_path, page, named):
    (tmp_path / "page.yaml").write_text(page, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_texts(tmp_path / "page.yaml", _Texts)
