"""What a school says of itself in a question on cooperation: lecturers, courses, hours, certificates a year.

Read clause by clause, each number by the words beside it. What a clause demands (「至少4名」, 「要求两门」) is
no figure of the school, and a number that could mean two things is left unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.catalogue.school_figures import Condition, Figures
from assistant.retrieval.tokenization import normalise
from assistant.understanding.numbers import with_digits

_X = "\ue000"  # stands for "1+X", whose 1 is no figure
_MASK = re.compile(r"1\s*\+\s*x")
_TRADE = re.compile(r"\b[boc]2[boc]\b|[boc]2[boc]")
_CLAUSE = re.compile(r"[，,。；;！!？?、\n]|和|以及|还有|另外|并且|同时|加上|\b(?:and|with|plus|but)\b")

_OWN = re.compile(
    r"我们|我校|我院|我系|本校|本院|咱|我这|我方|学校(?:现|已|目前|只)?有|(?:现|已|目前|只|手上|如果|假如|要是)有|^有|学校|"
    r"\b(?:we|our|us|i have|my (?:school|college|university)|(?:a|if the) (?:school|college) has)\b"
)
_COOPERATION = re.compile(
    r"产业学院|人才基地|试点|合作|未标名称|industr(?:y|ial) college|talent base|pilot|partner|cooperat"
)
_WHETHER = re.compile(
    r"能不能|可不可以|能[做办当申成建达合报跟和与够批升]|可以[做办申成建报合]|够|达标|达到|达得到|符合|满足|[还差缺]{1,2}(?:差|缺|少|多少|几|什么|啥|哪)|资格|行吗|行不行|"
    r"哪[种类些](?:合作|类型|要求|条件)|属于哪|"
    r"\b(?:can|could|may|do|are|would|will) (?:we|i|our|my)\b|\bqualif|\beligible\b|\bmissing\b|\black|\bshort of\b|\benough\b|\bstill need\b|"
    r"\bmeet\b|\bwhich kinds?\b"
)
# Another thing is asked as well, which the conditions do not say.
_ELSEWHERE = re.compile(r"钱|费用|收费|保证金|资金|多久|\b(?:cost|fees?|price|how long)\b")

_N = r"(?<![\d.第])(?P<n>-?\d+(?:\.\d+)?)(?![\d.]|年|月|日|届|级|学期|小?时前)"
_HEADS = r"\s*(?:多|余)?(?:名|位|个|人|张|本)"
_GAP = r"[^\d\ue001门场次%]"
_LECTURER = (
    rf"(?:讲师|\blecturers?|\btrainers?|(?:{_X}|认证|持证){_GAP}{{0,6}}(?:教师|老师)|certified {_GAP}{{0,20}}teachers?)"
)
_OPERATOR = r"(?:操盘官|\boperator)"
_OFFLINE = r"(?:线下|增设|增开|加开|新增|\boffline|\bin-person)"
_FAIR = r"(?:招聘会|双选会|(?:job|career) fairs?)"
_SITTING = rf"(?:考证|取证|拿证|考(?:过|到|出|取|下|了)?|通过|{_X}|证书?|\bcertif\w+|\bcerts?\b)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("lecturers", rf"{_N}(?:{_HEADS})?{_GAP}{{0,14}}?{_LECTURER}"),
        ("lecturers", rf"{_LECTURER}{_GAP}{{0,8}}?{_N}(?:{_HEADS}|\s*$)"),
        ("operator_certificates_per_year", rf"{_OPERATOR}{_GAP}{{0,16}}?{_N}"),
        ("operator_certificates_per_year", rf"{_N}(?:{_HEADS})?{_GAP}{{0,30}}?{_OPERATOR}"),
        ("job_fairs", rf"{_N}\s*[场次个届]?{_GAP}{{0,8}}?{_FAIR}"),
        ("job_fairs", rf"{_FAIR}{_GAP}{{0,8}}?{_N}\s*(?:[场次届]|times|\s*$)"),
        ("offline_courses", rf"{_N}\s*门{_GAP}{{0,6}}?{_OFFLINE}"),
        ("offline_courses", rf"{_OFFLINE}{_GAP}{{0,14}}?{_N}\s*门"),
        ("offline_courses", rf"{_N} {_GAP}{{0,12}}?{_OFFLINE}{_GAP}{{0,20}}?(?:courses?|classes)"),
        ("offline_course_hours", rf"(?:每门|每一门|1门|各|都是|均为){_GAP}{{0,6}}?{_N}\s*(?:学时|课时|节|小时|h\b)"),
        ("offline_course_hours", rf"{_N}[ -]*(?:class |teaching )?(?:hours?|h)\b (?:for )?(?:each|per course|apiece)"),
        ("offline_course_hours", rf"each{_GAP}{{0,12}}?{_N}[ -]*(?:class |teaching )?(?:hours?|h)\b"),
        (
            "practice_hours",
            rf"(?:实践|实战|实训|项目|practice|project){_GAP}{{0,24}}?{_N}[ -]*(?:个?小时|学时|课时|h\b|hours?|hrs)",
        ),
        (
            "practice_hours",
            rf"{_N}[ -]*(?:个?小时|学时|课时|h\b|hours?|hrs){_GAP}{{0,24}}?(?:实践|实战|实训|项目|practice|project)",
        ),
        ("job_platform_percent", rf"{_N}\s*(?:%|percent|per cent)[^\d]{{0,40}}?(?:平台|platform)"),
        ("job_platform_percent", rf"(?:平台|platform)[^\d]{{0,20}}?{_N}\s*(?:%|percent|per cent)"),
        (
            "x_certificates_per_year",
            rf"{_N}(?:{_HEADS}|\s*(?:students?|people|learners?))?{_GAP}{{0,30}}?{_SITTING}",
        ),
        ("x_certificates_per_year", rf"{_SITTING}{_GAP}{{0,14}}?{_N}(?:{_HEADS}|\s*(?:students?|people|a year|\s*$))"),
    )
)
# What is demanded, planned away or only bounded is not what the school has.
_DEMANDED = re.compile(
    r"(?:要求|需要|需有?|要有|得有|必须|至少|最少|最低|规定|应当?|应有|只要|缺|差|少了?|不足|不到|少于|at least|require[sd]?|needs?|must(?: have)?)"
    r"[^\d]{0,6}$"
)
_TOTAL = re.compile(
    r"累计|历年|总共|一共|合计|共计|(?<!\d)(?:[2-9]|\d\d)年|in total|altogether|over \d+ years|in \d+ years"
)
_NO_STUDENTS = re.compile(rf"老师|教师|teachers?|{_OPERATOR}")
_EACH = re.compile(r"人均|每[人名个位]|per student|each student|every student")
_NONE = {
    "lecturers": _LECTURER,
    "operator_certificates_per_year": _OPERATOR,
    "job_fairs": _FAIR,
    "offline_courses": rf"{_OFFLINE}[^\d]{{0,8}}?(?:课|courses?)",
}
_ABSENT = (
    r"(?<!有)(?:没有?|尚无|暂无|尚未|毫无|\bno|\bwithout(?: any)?|\bnot? any|n't (?:have|got|held|hold)(?: any| an?)?)"
)
_NOT_ASKED = r"(?!.{0,6}(?:要求|规定|限制|说|统计|算))"
_IN_WORDS: tuple[tuple[Condition, str], ...] = (
    (
        Condition.DISCIPLINE,
        r"跨境电商(?:方面)?的?(?:学科|专业|基础)|cross-border e-commerce (?:programme|program|major|discipline)",
    ),
    (Condition.LONG_TERM_PLAN, r"长期的?(?:人才)?培养(?:计划|意愿)|long-term (?:training |talent )?plan"),
    (
        Condition.TEACHING,
        r"(?:完成|学完|修完)了?(?:所有|全部)(?:的)?课程|(?:complete|finish)\w* (?:all|every) (?:of the )?courses?",
    ),
)


def read_figures(question: str) -> Figures | None:
    """What the school has by its own words, or None when the question does not ask what these allow.

    Such a question speaks of the asker's school, names cooperation, asks whether something is enough or what
    is missing, and gives a figure. In doubt the answer is None.

    Raises:
        FigureError: a number in it cannot be (negative, or more than there can be).
    """
    text = with_digits(_MASK.sub(_X, _TRADE.sub("b", normalise(question))))
    if not (_OWN.search(text) and _COOPERATION.search(text) and _WHETHER.search(text)) or _ELSEWHERE.search(text):
        return None
    found: dict[str, Any] = {}
    clauses = [c.strip() for c in _CLAUSE.split(text) if c and c.strip()]
    for clause in clauses:
        for field, value in _figures(clause):
            found.setdefault(field, value)
    confirmed, denied = _in_words(clauses)
    if not found:
        return None
    return Figures(**found, confirmed=confirmed, denied=denied)


def _figures(clause: str) -> Iterator[tuple[str, float]]:
    """The figures of one clause; a number counts for the first field that it fits."""
    taken: set[int] = set()
    for field, pattern in _PATTERNS:
        for match in pattern.finditer(clause):
            if match.start("n") in taken or not _is_holding(field, clause, match):
                continue
            taken.add(match.start("n"))
            none = re.search(r"[都也](?:还|尚)?没", clause[match.end("n") :])
            yield field, 0.0 if none else float(match["n"])
    for field, name in _NONE.items():
        if re.search(rf"{_ABSENT}[^\d]{{0,8}}?{name}{_NOT_ASKED}|{name}[^\d]{{0,3}}(?:还|都|也)没有?", clause):
            yield field, 0.0


def _is_holding(field: str, clause: str, match: re.Match[str]) -> bool:
    if _DEMANDED.search(clause[: match.start("n")]):
        return False
    if field == "x_certificates_per_year":
        # 「3名老师考了证」 counts no students, and what was reached over years is no figure a year.
        return not (_NO_STUDENTS.search(clause) or _TOTAL.search(clause))
    if field == "operator_certificates_per_year":
        return not _TOTAL.search(clause)
    if field == "practice_hours":
        return bool(_EACH.search(clause)) or not _TOTAL.search(clause)
    return True


def _in_words(clauses: list[str]) -> tuple[frozenset[Condition], frozenset[Condition]]:
    confirmed, denied = set(), set()
    for clause in clauses:
        for condition, pattern in _IN_WORDS:
            if re.search(rf"{_ABSENT}.{{0,8}}(?:{pattern})", clause):
                denied.add(condition)
            elif re.search(pattern, clause) and not _DEMANDED.search(clause) and not _WHETHER.search(clause):
                confirmed.add(condition)
    return frozenset(confirmed - denied), frozenset(denied)
