"""What kind of value a question asks for, and whether a text holds one: of any trade, in both languages."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.characters import word_at

_NUMBER = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千半]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|ninety|once|twice|thrice)\b)"

# Elsewhere in a sentence these ask nothing: 「What happens when I talk?」, 「somebody who cheats」.
_AT_ITS_HEAD = r"(?:^|[,.;:?!]\s*|\b(?:and|or|but|until|by|to|from|since)\s)"


class Value(StrEnum):
    """A kind of value."""

    WAGE = "wage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    AGE = "age"
    SHARE = "share"
    SCORE = "score"
    COUNT = "count"
    PLACE = "place"
    BODY = "body"
    CONTACT = "contact"
    REASON = "reason"


# Normalised text: the words that ask, and what a text must hold to state it.
_KINDS: tuple[tuple[Value, str, str], ...] = (
    (
        Value.WAGE,
        r"工资|薪|挣|赚|月收入|年收入|\b(?:salary|salaries|wages?|earn|earns|income)\b",
        r"工资|薪|收入|\b(?:salary|salaries|wages?|earn|earns|income)\b",
    ),
    (
        Value.MONEY,
        r"多少钱|费用?(?!率)|价|贵|便宜|元|补贴|收费|how much (?:is|are|does|do|did|money|will|would|more|less|of the (?:fee|price|cost))"
        r"|\b(?:cost|costs|fees?|price|prices|charge|charged|charges|pay|paid|refund|cheaper|dearer|cheap|expensive|tuition)\b",
        r"[$£€¥]\s?\d|[\d一二三四五六七八九十百千]\s?元(?![旦素化])|万元|\d\s?(?:dollars|pounds|euros?|usd|gbp|eur|yuan|rmb)|免费|不收|一半|全额|退还|\bfree\b|\bno (?:fee|charge|cost)\b|\bhalf\b|\brefund",
    ),
    (
        Value.DURATION,
        r"多久|多长时间|时长|几年|几个月|几天|几周|几个?小时|多少(?:个?小时|分钟|天|年|学时|课时|个?月|周|个?工作日)|有效期|什么时候[能可]|how (?:long|soon|far ahead|often)|how many (?:hours|minutes|days|weeks|months|years|working days)"
        r"|时间.{0,2}长|哪.{1,6}[更时]长|\b(?:longer|shorter|lasts?|duration|valid for|validity|time limit)\b|\bwhen can\b|how much time",
        rf"{_NUMBER}\+?\s?(?:个?(?:小时|月|工作日|学期|学年)|分钟|年|天|周|日|学时|课时|(?:working |business |calendar )?(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?)\b)|不限|长期|lifetime",
    ),
    (
        Value.DATE,
        rf"什么时候|何时|哪[一]?[天年月日]|几[月号]|日期|截止|{_AT_ITS_HEAD}when\b|\bwhat date\b|\bdates?\b|\bdeadline\b|which (?:year|month|day)|从哪|时间安排",
        r"\d{4}\s?[年/.-]|\d{1,2}\s?月|\d{1,2}日|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\bmay \d|\d may\b|\b(?:19|20)\d\d\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[周期][一二三四五六日]",
    ),
    (
        Value.AGE,
        r"多大|几岁|多少岁|年龄|岁|\bage\b|how old",
        r"[\d一二三四五六七八九十]\s?周?岁|\bage[sd]?\b|years old|年龄",
    ),
    (
        Value.SHARE,
        r"比例|占|百分|几成|率|权重|weight|percent|share|proportion|pass rate|how much of",
        r"\d\s?[%％]|百分之|percent",
    ),
    (
        Value.SCORE,
        r"多少分|几分|分数|及格|合格线|满分|pass(?:ing)? (?:mark|score|grade)|\bscores?\b|\bmarks?\b|points",
        r"\d\s?分(?!钟)|[一二三四五六七八九]十[一二三四五六七八九]?分(?!钟)|\d\s?[%％]|\b\d{2,4}\b",
    ),
    (
        Value.COUNT,
        r"多少[个道名人台门本张项条次题位家所种套]|几[个道名人台门本张项条次题位家所种套]|how many|number of",
        rf"{_NUMBER}",
    ),
    (
        Value.PLACE,
        r"哪里|哪儿|在哪|地点|地址|考点|\bwhere\b|address",
        r"[市县区省路街号楼校院]|中心|基地|\b(?:at|in|road|street|room|building|centre|center|online|city)\b",
    ),
    (
        Value.BODY,
        rf"谁|哪个(?:机构|单位|部门|公司|学校)|哪家|{_AT_ITS_HEAD}who\b|which (?:body|organi[sz]ation|company|institution)",
        r"协会|局|部|公司|学校|学院|机构|中心|委员会|大学|人员|教师|老师|讲师|主讲|主任|校长|院长|经理|负责|联系人|学员|考生|学生|员工|\b(?:candidates?|students?|staff|members?|applicants?|holders?|institute|board|school|company|council|university|association|foundation|registrar|centre|center|ministry|department|people|teachers?|tutors?|instructors?|lecturers?|examiner|head|manager|director|officer|dean|office)\b",
    ),
    (
        Value.CONTACT,
        r"电话|联系|邮箱|网址|官网|\b(?:phone|telephone|e-?mail|contact|website|url)\b",
        r"@|\d{7,}|\d{3,4}-\d{6,}|https?:|www\.|\.(?:com|org|cn|net)\b",
    ),
    (
        Value.REASON,
        r"为什么|为何|为啥|原因|理由|\bwhy\b|\breasons?\b",
        r"因为|由于|原因|理由|以便|为了|目的|考虑|因此|所以|\bbecause\b|\breasons?\b|\bso that\b|\bin order to\b|\bdue to\b|\bsince\b",
    ),
)
# What stands between what counts and what is counted: "how many different rooms".
_COUNTS, _BETWEEN = ("how many ", "number of "), ("of the ", "different ", "other ")
_CODE = re.compile(r"\b[a-z][a-z\d-]{0,30}\d\b")
_ASKED = tuple((kind, re.compile(asked)) for kind, asked, _ in _KINDS)
_HELD = {kind: re.compile(held) for kind, _, held in _KINDS}
# What a column of bare figures is called, where that differs from the words that ask: 「学时」 over 48.
_OVER = {
    Value.DURATION: re.compile(
        r"学时|课时|小时|分钟|天数|年限|周数|个月|\b(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?)\b"
    )
}


@lru_cache(maxsize=2048)
def asked_values(question: str) -> frozenset[Value]:
    """The kinds of values that a question asks for; none for most questions on what, which and why."""
    text = normalise(question)
    asked_for = frozenset(kind for kind, asked in _ASKED if asked.search(text))
    # 「how many minutes」 asks for a length of time, which more than any number states.
    return asked_for if len(asked_for) == 1 else asked_for - {Value.COUNT}


@lru_cache(maxsize=2048)
def counted(question: str) -> frozenset[str]:
    """The terms of what a question counts (「how many candidates」): a number of anything else is no answer.

    How many times something may be done is counted in no word: 「once」.
    """
    behind = [rest for counts in _COUNTS for rest in normalise(question).split(counts)[1:]]
    bare = (rest.removeprefix(next((b for b in _BETWEEN if rest.startswith(b)), "")) for rest in behind)
    nouns = (word_at(rest, 0) for rest in bare)
    return frozenset(t for noun in nouns if noun != "times" for t in tokenize(noun))


@lru_cache(maxsize=16_384)
def held_values(text: str, labels: str) -> frozenset[Value]:
    """The kinds of values in a text; a bare figure is one of those that its labels speak of.

    Args:
        text: the words themselves.
        labels: headings and column names over them: 「1,450」 under "Fees in pounds" is money.
    """
    # The figures of a code (「SAA-C02」) count nothing.
    normal, over = _CODE.sub(" ", normalise(text)), normalise(labels)
    figure = any(c.isdigit() for c in normal)
    return frozenset(
        kind
        for kind, asked in _ASKED
        if _HELD[kind].search(normal)
        or (figure and (asked.search(over) or (kind in _OVER and _OVER[kind].search(over))))
    )
