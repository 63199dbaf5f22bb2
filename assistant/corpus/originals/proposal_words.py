"""How documents write their dates, numbers, publishers and editions; what standing a number or publisher gives."""

from __future__ import annotations

import re

from assistant.types import Authority

HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}
MONTHS = {
    m: i
    for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)
}
MONTH_AND_YEAR = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s+(?:19|20)\d\d"
DAY = (
    r"(?:(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|"
    r"[二一][〇○零Ｏ一二三四五六七八九]{3}\s*年\s*[一二三四五六七八九十]{1,2}\s*月(?:\s*[一二三四五六七八九十]{1,3}\s*日)?|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\.?,?\s+(?:19|20)\d\d|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|"
    rf"{MONTH_AND_YEAR}|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d)"
)
ACADEMIC_YEAR = re.compile(
    r"(?:学年|academic year|school year)\s*((?:19|20)\d\d)|((?:19|20)\d\d)\s*[-–—/]\s*(?:20)?\d\d\s*学年", re.I
)
ISSUED = (
    re.compile(rf"(?:发布|印发|颁布|公布|成文|制定|发文|修订)(?:日期|时间)\s*[:：]?\s*({DAY})"),
    re.compile(rf"({DAY})\s*(?:发布|印发|颁布|公布|修订)"),
    re.compile(
        rf"(?:Issued|Published|Date of issue|Release date|Revised|Adopted|Approved|Date)(?:\s+on)?\s*[:：]?\s*({DAY})",
        re.I,
    ),
)
EFFECTIVE = (
    re.compile(rf"(?:自|从)\s*({DAY})\s*(?:起|开始)?\s*(?:正式)?(?:施行|实施|执行|生效|实行|试行|适用|启用)"),
    re.compile(rf"(?:实施|施行|生效|执行|启用)(?:日期|时间)?\s*[:：]?\s*({DAY})"),
    re.compile(rf"({DAY})\s*(?:起)?(?:实施|施行|生效|执行)"),
    re.compile(
        rf"(?:Effective(?:\s+(?:date|from|as of|on))?|"
        rf"(?:takes?|comes?|enters?|came)\s+(?:into\s+)?(?:effect|force)(?:\s+(?:on|from))?|"
        rf"in force (?:as )?(?:from|since)|with effect (?:as )?(?:from|on)|valid from|appl(?:y|ies) (?:as )?from)"
        rf"\s*[:：]?\s*({DAY})",
        re.I,
    ),
)
UNTIL = (
    re.compile(rf"有效期(?:至|到|截至|截止到?)\s*[:：]?\s*({DAY})"),
    re.compile(rf"(?:valid until|expires on|in force until)\s*[:：]?\s*({DAY})", re.I),
)
NUMBERS = (
    re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\s*\d{1,4}\s*号"),
    re.compile(
        r"\b(?:GB|JY|LD|DB\d{2}|HB|SB|T/[A-Z]{2,8}|Q/[A-Z]{2,8})(?:/[TZ])?\s?\d{2,5}(?:\.\d+)?\s?[-—–]\s?(?:19|20)\d\d\b"
    ),
    re.compile(
        r"(?:文件编号|文号|编\s*号|标准编号|Document (?:no|number)\.?|Doc\.? ?no\.?|Reference|Ref\.?|No\.)"
        r"\s*[:：]\s*([A-Za-z0-9][\w./()（）-]{2,30})",
        re.I,
    ),
)
PUBLISHER = re.compile(
    r"(?:^|[\s|；;])(?:发布单位|发布机构|发文机关|发文单位|制定单位|编制单位|主编单位|主办单位|颁布单位|印发单位|"
    r"起草单位|发布部门|制定部门|编制|发布|来源|"
    r"Issued by|Published by|Publisher|Issuing (?:body|authority)|Prepared by|Author)\s*[:：]\s*([^\n；;，,|]{2,50})",
    re.I,
)
ORGANISATION = re.compile(
    r"^[\u4e00-\u9fffA-Za-z0-9（）()·&\s]{2,36}"
    r"(?:部|局|厅|委员会|办公室|协会|学会|学院|大学|学校|中心|公司|集团|研究院|研究所|联盟|处|院|署|基金会|委|会)$"
)
EDITION = (
    re.compile(r"[（(]?((?:19|20)\d\d\s*年?(?:(?:修订|修正|更新)(?:版|本)?|版|本))[）)]?"),
    re.compile(r"[（(]?(第[一二三四五六七八九十\d]+(?:版|次修订))[）)]?"),
    re.compile(r"[（(]?((?:试行|暂行|修订|征求意见|送审|正式)(?:稿|版|本)?)[）)]"),
    re.compile(
        r"\b((?:Version|Edition|Ver\.?|Rev(?:ision)?\.?)\s*\d+(?:\.\d+)*|V\d+(?:\.\d+)+|"
        r"\d+(?:st|nd|rd|th) edition|(?:19|20)\d\d edition)\b",
        re.I,
    ),
)
YEAR_IN_TITLE = re.compile(r"[（(]?((?:19|20)\d\d)\s*年?(?:度)?[）)]?")
REPEALS = re.compile(
    r"《([^《》]{4,60})》(?:[（(]([^（）()]{3,40})[）)])?[^。；]{0,30}?(?:同时)?(?:废止|停止执行|失效|作废)"
)
STANDINGS = (
    (Authority.NATIONAL_STANDARD, re.compile(r"^GB|^JY|国家标准|National Standard", re.I)),
    (Authority.LOCAL_STANDARD, re.compile(r"^DB\d")),
    (Authority.GROUP_STANDARD, re.compile(r"^T/|团体标准")),
)
LAW = re.compile(r"^中华人民共和国.{2,30}(?:法|条例)$|国务院")
MINISTRY = re.compile(r"教育部|人力资源社会保障部|人社部|商务部|财政部|^国家\S{2,12}(?:局|委)|Ministry")
