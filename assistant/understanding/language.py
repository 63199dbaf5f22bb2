"""Which language a question is in, and what of it carries meaning."""

from __future__ import annotations

import re

from assistant.text.characters import is_ideograph, runs
from assistant.types import Language

# Words that ask rather than say: they stand in every question and in no source, so they must count
# neither for nor against a passage. Longest first within the alternation.
_ASKING_ZH = re.compile(
    "请问一下|请问|何种|为何|位列|没错吧|没错|对不对|对吧|对吗|是吧|早就|就是|请给出|请列出|请说明|请|叫什么名字|名字|名称|哪几样|几样|哪样|几成|多大比例|多大|多长时间|多长|多久|至少|最低|大约|你好|您好|麻烦|帮我|给我|告诉我|我想知道|想知道|我想问|想问|问一下|查一下|能不能|可不可以|是不是|有没有|要不要|"
    "需不需要|是否|分别是|分别|具体|到底|究竟|大概|一共|总共|多少个|多少门|多少|几个|几门|几名|几张|几本|几种|几年|几项|哪一年|"
    "哪几个|哪几|哪些|哪个|哪一|哪家|哪张|哪门|哪里|哪儿|哪|什么时候|什么样|什么|怎么样|怎样|怎么|如何|为什么|为何|为啥|啥|谁|"
    "吗|呢|吧|啊|呀|嘛|哦|来着|的话|可以|应该|需要|必须|里面|其中|属于|是|有|的|了|我|你|您|们|这个|那个|这|那|它|得|要|会|"
    "算|叫|在|对|和|与|及|把|被|让|给|就|都|还|也|又|才|呗|嗯"
)
_ASKING_EN = re.compile(
    r"\b(how|what|which|who|whom|whose|when|where|why|much|many|long|often|does|do|did|is|are|was|were|be|been|am|has|have|had|having|can|"
    r"could|may|might|must|should|would|will|shall|the|a|an|of|for|in|on|at|to|by|with|from|under|into|and|or|as|it|its|this|that|"
    r"these|those|there|they|them|their|i|me|my|you|your|we|our|us|he|she|his|her|please|tell|about|any|some|one|ones|so|if|than|then|"
    r"exactly|actually|really|just|also|per|s)\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"吧|校对|核对|核实|核一下|确认一?下|有没有(?:填|写|说|搞|弄|记)错|(?:填|写|说|搞|弄|记)错(?:了)?没|"
    r"都对(?![应接口])|不就是|\b(?:confirm|verify|double.check)\b|对吗|对不对|是吗|是不是|没错|不是[^，。？?]{1,30}[吗么]|"
    r"right\s*\?|isn't it|aren't they|correct\?|wasn't it|is it true",
    re.IGNORECASE,
)
# A task's code (2.3) is no figure.
_CLAIMED_FIGURE = re.compile(
    r"(?<![A-Za-z\d.+])(?!\d\.\d(?:\.\d)?(?!\s*[%％万亿元倍分个\d.]))\d[\d,.]*\s*(%|％|年|学时|学分|名|人|个|门|本|章|月|天|小时|元|万|所|家|级|条|项|张)?(?![\d.+])|"
    r"百分之[零一二三四五六七八九十百]+|[一二三四五六七八九]成|不?(超过|少于|低于|高于|到|足)(?=[\d百一二三四五六七八九十])"
)


# In which language somebody wants the answer, whatever the question is written in.
_WANTED = re.compile(
    r"用(?:(?P<en>英文|英语)|中文|汉语|普通话)\s*(?:来)?(?:回答|回复|答复|作答|答|说|告诉|解释|讲)"
    r"|\b(?:answer|reply|respond|explain|tell me|say)\b[^.?!]{0,24}?\bin (?:(?P<en2>English)|Chinese|Mandarin)\b",
    re.IGNORECASE,
)


def wanted_language(text: str) -> Language | None:
    """The language that a question asks to be answered in (「请用英文回答」); None where it names none."""
    match = _WANTED.search(text)
    if match is None:
        return None
    return Language.EN if match["en"] or match["en2"] else Language.ZH


def detect_language(text: str) -> Language:
    """English when English words outweigh Chinese characters (two characters to a word)."""
    words = sum(end - start > 1 for start, end in runs(text, lambda c: c.isascii() and c.isalpha()))
    return Language.EN if words * 2 > sum(map(is_ideograph, text)) else Language.ZH


def asks_to_confirm(text: str) -> bool:
    """Whether a question states something and asks whether it is so (「…是2018年吧?」)."""
    return bool(_CONFIRMS.search(text))


def asks_only(text: str) -> bool:
    """Whether nothing is left of a text without its asking words."""
    return not _ASKING_EN.sub(" ", _ASKING_ZH.sub(" ", text)).strip()


def content(text: str) -> str:
    """The question without its asking words; the whole question when nothing else is left.

    A figure that is only put forward for confirmation may be wrong: it says nothing about where the right
    one stands.
    """
    kept = _CLAIMED_FIGURE.sub(" ", text) if asks_to_confirm(text) else text
    kept = _ASKING_EN.sub(" ", _ASKING_ZH.sub(" ", kept))
    return kept if kept.strip(" ？?，,。.！!") else text
