"""How documents write their numbers, publishers and editions; what standing a number or publisher gives."""

from __future__ import annotations

import re

from assistant.corpus.originals.days import Dated
from assistant.text.characters import is_ideograph
from assistant.types import Authority

# What stands before or after a day on which something was issued.
_ISSUING = ("发布", "印发", "颁布", "公布", "成文", "制定", "发文", "修订")
_ISSUED_BEFORE = (
    *(f"{verb}{noun}" for verb in _ISSUING for noun in ("日期", "时间")),
    *(
        f"{word}{on}"
        for word in ("issued", "published", "revised", "adopted", "approved", "dated", "edition")
        for on in ("", " on", " of")
    ),
    *("date", "date of issue"),
)
_ISSUED_BY = ("issued by", "published by", "adopted by", "approved by", "agreed by", "made by")
_ISSUED_AFTER = ("发布", "印发", "颁布", "公布", "修订")
# The same for the first day on which it holds.
_HOLDING = ("施行", "实施", "执行", "实行", "生效", "實施", "執行")
_EFFECTIVE_BEFORE = (
    *(f"{verb}{noun}" for verb in (*_HOLDING, "启用") for noun in ("", "日期", "时间")),
    *("effective", "effective date", "effective from", "effective as of", "effective on"),
    *(
        f"{word}{on}"
        for word in ("into effect", "into force", "take effect", "takes effect")
        for on in ("", " on", " from")
    ),
    *(
        "in force from",
        "in force as from",
        "in force since",
        "with effect from",
        "with effect as from",
        "with effect on",
    ),
    *("valid from", "apply from", "applies from", "apply as from", "applies as from"),
)
_EFFECTIVE_AFTER = (*_HOLDING, *(f"起{verb}" for verb in _HOLDING))
_FROM = ("自", "从")
_FROM_THEN_ON = (*_HOLDING, "实行", "试行", "适用", "启用", "使用")
_UNTIL_BEFORE = (
    *("有效期至", "有效期到", "有效期截至", "有效期截止", "有效期截止到"),
    *("valid until", "expires on", "in force until"),
)

NUMBERS = tuple(
    map(
        re.compile,
        (
            r"[\u4e00-\u9fff]{1,12}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*\d{1,4}\s*号",
            r"\b(?:GB|JY|LD|DB\d{2}|HB|SB|T/[A-Z]{2,8}|Q/[A-Z]{2,8})(?:/[TZ])?\s?\d{2,5}(?:\.\d+)?\s?[-—–]\s?(?:19|20)\d\d\b",
            r"(?i)(?:文件编号|文号|编\s*号|标准编号|Document (?:no|number)\.?|Doc\.? ?no\.?|Reference|Ref\.?|No\.)"
            r"\s*[:：]\s*([A-Za-z0-9][\w./()（）-]{2,30})",
        ),
    )
)
_PUBLISHER_LABELS = (
    *("发布单位", "发布机构", "发文机关", "发文单位", "制定单位", "编制单位", "主编单位", "主办单位", "颁布单位"),
    *("印发单位", "起草单位", "发布部门", "制定部门", "主办", "编制", "发布", "来源"),
    *("issued by", "published by", "publisher", "issuing body", "issuing authority", "prepared by", "author"),
)
# How far a document is, in brackets behind its title: 「（征求意见稿）」.
_STAGES = ("试行", "暂行", "修订", "征求意见", "送审", "正式")
_STAGES_OF = tuple(f"{stage}{kind}" for stage in _STAGES for kind in ("稿", "版", "本", ""))
# A label is shorter, with what stands before it.
_BEFORE_CHARS = 40
_NAME_ENDS, _NAME_CHARS = "\n；;，,|", range(2, 51)
_ORGANISATIONS = (
    *("部", "局", "厅", "办公室", "协会", "学会", "学院", "大学", "学校", "中心", "公司", "集团"),
    *("馆", "站", "社", "會", "館", "處", "廳", "研究院", "研究所", "联盟", "处", "院", "署", "基金会", "委", "会"),
)
_ORGANISATION_CHARS = range(3, 41)
# What follows the title in that of a letter: 「的通知（2024年3月）」.
_LETTER_CHARS = 16
_EDITIONS = tuple(
    map(
        re.compile,
        (
            r"((?:19|20)\d\d\s*年?(?:(?:修订|修正|更新)(?:版|本)?|版|本))",
            r"(第[一二三四五六七八九十\d]+(?:版|次修订))",
            r"(?i)\b((?:Version|Edition|Issue|Ver\.?|Rev(?:ision)?\.?)\s*\d+(?:\.\d+)*|V\d+(?:\.\d+)+|"
            r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised) (?:edition|issue|version)|"
            r"(?:19|20)\d\d edition)\b",
        ),
    )
)
REPEALS = re.compile(
    r"《([^《》]{4,60})》(?:[（(]([^（）()]{3,40})[）)])?[^。；]{0,30}?(?:同时)?(?:废止|停止执行|失效|作废)"
)
_MINISTRIES = ("教育部", "人力资源社会保障部", "人社部", "商务部", "财政部", "Ministry")


def is_issue(day: Dated) -> bool:
    """Whether the words around a day say that something was issued then."""
    by_whom = day.before.rpartition(". ")[2].startswith(_ISSUED_BY)
    return by_whom or day.before.endswith(_ISSUED_BEFORE) or day.after.startswith(_ISSUED_AFTER)


def is_effect(day: Dated) -> bool:
    """Whether the words around a day say that something holds from then on."""
    from_then = (
        day.after.removeprefix("起").removeprefix("开始").lstrip().removeprefix("正式").startswith(_FROM_THEN_ON)
    )
    return (
        (day.before.endswith(_FROM) and from_then)
        or day.before.endswith(_EFFECTIVE_BEFORE)
        or day.after.startswith(_EFFECTIVE_AFTER)
    )


def is_end(day: Dated) -> bool:
    """Whether the words around a day say that something holds until then."""
    return day.before.endswith(_UNTIL_BEFORE)


def publisher_in(line: str) -> str:
    """What a line calls the publisher, after a label and a colon; "" where it has none."""
    plain = line.replace("：", ":")
    for at in (n for n, mark in enumerate(plain) if mark == ":"):
        before = plain[max(0, at - _BEFORE_CHARS) : at].rstrip().casefold()
        label = next((w for w in _PUBLISHER_LABELS if before.endswith(w)), "")
        alone = before.removesuffix(label)[-1:]
        if label and (not alone or alone.isspace() or alone in "|；;") and (name := _name_at(line[at + 1 :])):
            return name
    for label in (w for w in _PUBLISHER_LABELS if w.endswith(" by")):
        # At the head of a line it needs no colon: "Issued by the Harbour Board, March 2024".
        if line.strip().casefold().startswith(f"{label} "):
            return _name_at(line.strip()[len(label) :].lstrip().removeprefix("the "))
    return ""


def _name_at(text: str) -> str:
    name = text.lstrip()[: _NAME_CHARS[-1]]
    name = name[: min((i for i, c in enumerate(name) if c in _NAME_ENDS), default=len(name))]
    return name if len(name) in _NAME_CHARS else ""


def interpreter_in(line: str) -> str:
    """Who interprets a rule by its last clause, as a rule who made it: 「本办法由市图书馆负责解释」; "" for none."""
    before, found, _ = line.partition("负责解释")
    name = before.rpartition("由")[2].strip()
    return name if found and "由" in before and is_organisation(name) else ""


def edition_in(line: str) -> str:
    """What a line calls the edition: 「2023年修订版」, 「第二版」, 「试行稿」, "Version 2.1"; "" where it has none."""
    for pattern in _EDITIONS:
        if found := pattern.search(line):
            return found.group(1).strip()
    return next((s for s in _STAGES_OF if f"{s}）" in line or f"{s})" in line), "")


def is_organisation(name: str) -> bool:
    """Whether a line is nothing but the name of an organisation, by what it ends in."""
    return (
        len(name) in _ORGANISATION_CHARS
        and name.endswith(_ORGANISATIONS)
        and all(is_ideograph(c) or c.isspace() or (c.isascii() and c.isalnum()) or c in "（）()·&" for c in name)
    )


def is_letterhead(line: str) -> bool:
    """Whether a line is what an office prints over all its documents: 「某市教育局文件」, or a number alone."""
    plain = line.strip()
    office = plain.removesuffix("文件")
    return (office != plain and is_organisation(office)) or any(
        (found := pattern.search(plain)) is not None and found.group() == plain for pattern in NUMBERS
    )


def issued_title(line: str) -> str:
    """The title of what a cover letter issues: 「关于印发《…》的通知」; "" where a line says nothing of the kind."""
    before, _, rest = line.partition("《")
    title, _, after = rest.rpartition("》")
    return title if title and before.strip().endswith(_ISSUING) and len(after) <= _LETTER_CHARS else ""


def authority(title: str, publisher: str, number: str) -> Authority:
    """The standing that a document's number, title or publisher gives it."""
    for text in (number, title):
        if text.upper().startswith(("GB", "JY")) or "国家标准" in text or "national standard" in text.lower():
            return Authority.NATIONAL_STANDARD
    for text in (number, title):
        if text.startswith("DB") and text[2:3].isdecimal():
            return Authority.LOCAL_STANDARD
    for text in (number, title):
        if text.startswith("T/") or "团体标准" in text:
            return Authority.GROUP_STANDARD
    if any(_is_law(t) for t in (title, publisher)):
        return Authority.LAW
    first = next(iter(publisher.split()), "")
    if any(name in publisher for name in _MINISTRIES) or (
        first.startswith("国家") and ("局" in first or "委" in first)
    ):
        return Authority.MINISTRY_NOTICE
    return Authority.ORGANISATION if publisher else Authority.UNKNOWN


def _is_law(text: str) -> bool:
    return (text.startswith("中华人民共和国") and text.endswith(("法", "条例"))) or "国务院" in text
