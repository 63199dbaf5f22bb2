"""Records that a question selects by their values, and what it wants of them: a list, a count, a sum …

「高级有哪几本教材」 selects textbooks by level; 「1.2里哪几条要内容强化」 requirements by task and method. A
question is taken only when nearly every word of it is understood; all others go to the passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.catalogue.fields import FIELDS, FieldWords
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.lookup import little_left, named_records
from assistant.catalogue.model import (
    Certificate,
    CooperationKind,
    Module,
    Province,
    Record,
    Requirement,
    SkillElement,
    Textbook,
    WorkArea,
)
from assistant.retrieval.tokenization import normalise
from assistant.types import Language
from assistant.understanding.entities import EntityKind
from assistant.understanding.focus import asking_part
from assistant.understanding.query import Query


class Operation(StrEnum):
    """What is wanted of the selected records."""

    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    MOST = "most"
    LEAST = "least"
    DIFFERENCE = "difference"

    @property
    def is_arithmetic(self) -> bool:
        """Whether numbers of the records are compared or added up."""
        return self not in (Operation.LIST, Operation.COUNT)


@dataclass(frozen=True, slots=True)
class KindWords:
    """What people call the records of a kind, the unit they are counted in, and the fields they select by."""

    kind: type[Record]
    zh: str
    en: str
    unit: str
    noun: re.Pattern[str]
    selected_by: tuple[str, ...]


def _kind(kind: type[Record], zh: str, en: str, unit: str, noun: str, *selected_by: str) -> KindWords:
    return KindWords(kind, zh, en, unit, re.compile(noun), selected_by)


# In this order: the first kind whose noun stands in a question and that its other words fit.
_KINDS = (
    _kind(Textbook, "教材", "textbooks", "本", r"教材|课本|书|本\b|textbooks?|books?", "level"),
    _kind(
        SkillElement, "技能要素", "skill elements", "项", r"技能要素|技能元素|要素|skill elements?", "held_by", "group"
    ),
    _kind(
        WorkArea,
        "工作领域",
        "work areas",
        "个",
        r"工作领域|领域|(考试?|考核)(哪些|什么|啥)(内容|东西)?|考试内容|考核内容|work areas?|"
        r"what (does|do) .{0,60}(examine|test|cover)\b",
        "level",
        "certificate",
    ),
    _kind(
        Requirement,
        "职业技能要求",
        "skill requirements",
        "条",
        r"职业技能要求|技能要求|要求|[几些多少]条|(?:要|得|该|需要|必须)(?:学)?会(?:做|干)?(?:些)?(?:什么|啥|哪些)?(?:活儿?|事)?|技能点|requirements?",
        "task_code",
        "task",
        "area",
        "method",
        "courses",
        "semesters",
        "certificate",
        "level",
    ),
    _kind(
        Module,
        "课程模块",
        "modules",
        "个",
        r"模块|单元|(?:号|门)?(?:配套)?线上(?:系列)?课|系列课|modules?",
        "number",
        "programme",
        "name",
    ),
    _kind(Certificate, "证书", "certificates", "张", r"证书?|[几些多少]张|certificates?|certs?\b", "issuer", "year"),
    _kind(Province, "省份", "provinces", "个", r"省份?|省市|地区|provinces?"),
    _kind(
        CooperationKind,
        "合作类型",
        "kinds of cooperation",
        "种",
        r"合作类型|合作(档|种类|方式|模式)|合作|类型|kinds? of cooperation",
    ),
)
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (
        Operation.DIFFERENCE,
        re.compile(
            r"[多少差](出|了)?多少|[多少高](出|了)几|相差|差[几多]|多[几]|少[几]|差距|"
            r"how (many|much) (more|fewer|less)|difference"
        ),
    ),
    (
        Operation.LEAST,
        re.compile(
            r"最(少|低|小|短)|垫底|末位|更(少|短|低)|[哪谁].{0,12}(时间短|更?少|更?短)$|\b(fewest|least|lowest|shortest|smallest)\b"
        ),
    ),
    (
        Operation.MOST,
        re.compile(
            r"最(多|高|大|长)|居首|首位|排名?第一|更(多|长|高)|[哪谁].{0,12}(时间长|更?多|更?长|更?高)$|\b(most|highest|longest|largest|longer|more)\b"
        ),
    ),
    (Operation.SUM, re.compile(r"一共|合计|总共|总和|加起来|总计|共(?!同)|in total|altogether|\bsum\b|combined")),
    (
        Operation.COUNT,
        re.compile(r"(多少|几)(个|本|张|条|门|项|种|省)?|how many|number of"),
    ),
    (
        Operation.LIST,
        re.compile(
            r"哪些|哪几|哪两|哪三|哪四|有哪|哪(个|张|本|条|项)|名单|书名|名字|名称|叫什么|列出|列举|分别|是什么|有什么|什么|"
            r"[二两三四五六七八]?(本|张|条|项|个)(?=教材|书|证|要求|要素|领域|工作)|which|what|list|names?( of)?"
        ),
    ),
)
# How people say that a course is to be strengthened for a requirement, or can stay as it is.
_METHOD_SAID = {
    "内容强化": r"内容强化|强化|补强|加强|补充内容|补(?:充)?|加料|[教讲学]得不够|不够|欠缺",
    "维持原状": r"维持原状|维持|原状|原样|照旧|不用[动改补]|不变|保持",
}
# Words that join the parts of such a question and select nothing.
_JOINING = re.compile(
    r"请问|请|来着|底下|下面|列了|列出|总共|加总(?:一?下)?|累计|每|课程|配套?|带的?|怎么样|给|班|订|按|阿里的?|清单|有|那|把|都|小时|这个?|标[着了]?|表\d|[“”「」,，、?？：:]|学生|到底|这一?项|这一?块|里|得|分|档|那边|跟|项下|要点|任务|的?内容|备考|备战|考|做准备|准备|应|要学|使用|学习|包括|包含|含有|采用|选用|规定|阿里系|系的|北京|南京|厦门|江苏|每年|一年|要考|考的|组织|机构|人数|数量|跟|哪边|这边|那边|开得|点|时长|开设数|又是?|需要|需|要做|要|放在?|安排|开在|里面|当中|当年|获批|批准|推出|由|评价|发的|颁发|颁证|发证|评的|家|公司|学的|学|用的|用|"
    r"属于|标为|是|的|第|年|时间|上|比|1\+x|[一二两三四五六七八九十\d]{1,6}(?=本|张|条|项|个|种)|[本张条项个种门名人省]|各|和|与|"
    r"\b(has|have|do|does|are|there|with|by|need|needs|to|be|year|ones?|they|names?|level)\b"
)
_EXCEPT = re.compile(r"除了|除去|除.{1,12}外|不含|不包括|以外|没有|(?<!是)不是|不用|except|without|\bnot\b")
# 「第二个领域」 asks for one by its place, which records do not keep.
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(个|本|张|条|项|大)|\b(first|second|third|last)\b")
_MODULE_NUMBER = re.compile(
    r"第?(?P<n>[一二三四1-4])个?模块|模块(?P<m>[一二三四1-4])|第?(?P<k>0?[1-8])号?(?:门|节)?(?=线上|系列|课)|"
    r"module (?P<e>\d)"
)
_SEMESTER = re.compile(r"第?([一二三四五六、,和\d]{1,20})学期")
_COMPANY_WORDS = re.compile(r"（.*?）|有限|责任|股份|公司|北京|南京|厦门|江苏|集团")
_ADDS_UP = re.compile(r"加起来|加总|合计|总共|总和|累计|in total|altogether|combined")
_COUNTED = re.compile(r"[多几]少?(条|个|张|本|项|门|种)|how many")
_FOR_EACH = re.compile(r"分别|各|每[一个]?级|\beach\b")
_ALL_LEVELS = re.compile(r"初、?中、?高(?:三|3)?(?:个?级|档)|三个?(?:等?级|档)|各级|每[一个]?级")
# A table of values longer than this is better read in the source.
_MAX_VALUES = 12
# A company's name is recognised by this many of its own first characters.
_COMPANY_STEM = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """Records of one kind, chosen by ``filters`` (the values in the source's words).

    ``numbers`` are the fields that are summed or compared, ``shown`` the fields asked for of each record; a sum is
    given for each value of ``grouped_by``.
    """

    words: KindWords
    operation: Operation
    records: tuple[Record, ...]
    filters: tuple[str, ...]
    numbers: tuple[FieldWords, ...]
    shown: tuple[FieldWords, ...]
    grouped_by: str | None = None

    @property
    def said(self) -> str:
        """What the answer speaks of: the kind of record and the fields, in both languages."""
        fields = (*self.numbers, *self.shown)
        return " ".join((self.words.zh, self.words.en, *(f"{f.zh} {f.en} 1{f.unit}" for f in fields)))

    def groups(self) -> tuple[Tally, ...]:
        """One tally for each value of ``grouped_by``, this one where there is no such field."""
        if self.grouped_by is None:
            return (self,)
        values = dict.fromkeys(v for r in self.records for v in _values(r, self.grouped_by))
        return tuple(
            replace(self, filters=(v,), records=tuple(r for r in self.records if v in _values(r, self.grouped_by)))
            for v in values
        )

    def extremes(self, number: FieldWords) -> tuple[Record, ...]:
        """The records with the greatest value of a field, the least for ``LEAST``."""
        best = (min if self.operation is Operation.LEAST else max)(getattr(r, number.field) for r in self.records)
        return tuple(r for r in self.records if getattr(r, number.field) == best)


def find_tally(query: Query, catalogue: Catalogue) -> Tally | None:
    """The tally that a question is, or None when any part of it is not understood."""
    text = normalise(asking_part(query.standalone)).rstrip("?。.!？ ")
    if _EXCEPT.search(text) or (_ORDINAL.search(text) and not _MODULE_NUMBER.search(text)):
        return None
    for words in _KINDS:
        found = _tally(query, text, words, catalogue)
        if found is not None:
            return found
    return None


def _operation(text: str) -> Operation | None:
    return next((o for o, pattern in _OPERATIONS if pattern.search(text)), None)


def _tally(query: Query, text: str, words: KindWords, catalogue: Catalogue) -> Tally | None:
    named = named_records(query, words.kind, catalogue)
    noun = words.noun.search(text)
    if noun is None and len(named) < 2:
        return None
    if words.kind is Requirement and query.language is Language.EN:
        # The English edition says them in English; the records only in Chinese.
        return None
    records, used, filters = _select(query, text, words, named or catalogue.all(words.kind))
    rest = text
    own = {i for r in named for i in (r.id, r.name)}
    named_in_it = {normalise(m.text) for m in query.mentions if m.id in own or m.kind is EntityKind.DOCUMENT}
    for part in sorted({*used, *named_in_it}, key=len)[::-1]:
        rest = rest.replace(part, " ")
    asked = [f for f in FIELDS.get(words.kind, ()) if f.field not in (*filters, "name") and f.asked.search(rest)]
    operation = _operation(text)
    for field in asked:
        rest = field.asked.sub(" ", rest)
    numeric = tuple(f for f in asked if any(isinstance(getattr(r, f.field), int) for r in records))
    if numeric and operation is Operation.COUNT:
        # 「每本几章」 asks for a value of each, no count of them.
        operation = _operation(rest) or Operation.LIST
    if operation is Operation.SUM and not numeric and _COUNTED.search(rest):
        operation = Operation.COUNT
    if operation is None:
        return None
    for pattern in (words.noun, *(p for _, p in _OPERATIONS), _JOINING):
        rest = pattern.sub(" ", rest)
    if not records or not little_left(rest, chinese=1, latin=6):
        return None
    # 「各加起来多少，哪个长」: the sums show which is greater.
    several = next((f for f in words.selected_by if "、" in filters.get(f, "")), None)
    if several and operation in (Operation.MOST, Operation.LEAST) and _ADDS_UP.search(text):
        operation = Operation.SUM
    tally = _build(words, operation, records, filters, numeric, asked, bool(named))
    if tally is None or operation not in (Operation.SUM, Operation.COUNT) or not _FOR_EACH.search(text):
        return tally
    return replace(tally, grouped_by=several)


def _build(
    words: KindWords,
    operation: Operation,
    records: tuple[Record, ...],
    selected: dict[str, str],
    numeric: tuple[FieldWords, ...],
    asked: Sequence[FieldWords],
    named: bool,
) -> Tally | None:
    filters = tuple(selected.values())
    if words.kind is Module:
        if len(records) > 1 and "number" not in selected:
            return None
        # What a module is asked for is what it holds.
        return (
            Tally(words, Operation.LIST, records, filters, (), FIELDS[Module])
            if {"number", "name"} & set(selected)
            else None
        )
    if operation in (Operation.COUNT, Operation.LIST):
        # A count or list of everything says little that the source's own sentence does not say better.
        lists_values = operation is Operation.LIST and numeric and len(records) <= _MAX_VALUES
        if not (filters or lists_values) or named or (operation is Operation.COUNT and numeric):
            return None
        return Tally(words, operation, records, filters, (), tuple(asked))
    known = tuple(r for r in records if all(isinstance(getattr(r, f.field), int) for f in numeric))
    # What one record lacks makes a sum or a comparison untrue.
    if not numeric or len(known) < 2 or len(known) < len(records):
        return None
    if operation is Operation.DIFFERENCE:
        return Tally(words, operation, known, filters, numeric, ()) if len(known) == 2 else None
    if operation is Operation.SUM and not (filters or named):
        return None
    return Tally(words, operation, known, filters, numeric, ())


def _select(
    query: Query, text: str, words: KindWords, records: Sequence[Record]
) -> tuple[tuple[Record, ...], list[str], dict[str, str]]:
    """(records, the question's words that selected them, the value of each selecting field)."""
    kept, used, filters = tuple(records), [], {}
    for field in words.selected_by:
        values = list(dict.fromkeys(v for r in kept for v in _values(r, field)))
        hits = [(v, w) for v in values if (w := _mentioned(query, v) or _names_value(text, field, v))]
        if field == "level" and not hits and (together := _ALL_LEVELS.search(text)):
            hits = [(v, together.group()) for v in values]
        if not hits:
            continue
        wanted = {v for v, _ in hits}
        kept = tuple(r for r in kept if wanted & set(_values(r, field)))
        used += [w for _, w in hits]
        filters[field] = "、".join(dict.fromkeys(_said(query, field, v) for v, _ in hits))
    # Two sources may list the same thing; the fuller record stands for it.
    by_name = {r.name: r for r in sorted(kept, key=lambda r: len(r.model_dump(exclude_none=True)))}
    return tuple(r for r in kept if by_name[r.name] is r), used, filters


def _values(record: Record, field: str) -> Iterable[str]:
    value = getattr(record, field)
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _mentioned(query: Query, value: str) -> str:
    """The question's name of a level or certificate whose id or name is the value."""
    return next((normalise(m.text) for m in query.mentions if value in (m.id, m.name)), "")


def _said(query: Query, field: str, value: str) -> str:
    if field == "year":
        return f"{value}年" if query.language is Language.ZH else value
    return next((m.name for m in query.mentions if m.id == value), value)


def _names_value(text: str, field: str, value: str) -> str:
    """The words of a question that name a value, '' when none do."""
    plain = normalise(value)
    if field == "semesters":
        asked = [(m.group(), set(m[1])) for m in _SEMESTER.finditer(text)]
        match = _SEMESTER.search(plain)
        return next((words for words, numbers in asked if match and numbers & set(match[1]) - {"、"}), "")
    if field == "issuer":
        return organisation_named(text, value)
    if field in ("task_code", "year"):
        found = re.search(rf"(?:任务)?(?<![\d.]){re.escape(plain)}(?![\d.])年?", text)
        return found.group() if found else ""
    if field == "number":
        return next((m.group() for m in _MODULE_NUMBER.finditer(text) if _same_number(m, plain)), "")
    if field == "programme":
        return next((w for w in (plain, plain[:3]) if w in text), "")
    if field == "method":
        said = re.search(_METHOD_SAID.get(value, re.escape(plain)), text)
        return said.group() if said else ""
    if field == "held_by":
        plain = {"成熟": "成熟|进阶"}.get(plain, plain)
        found = re.search(rf"(?:{plain})级?", text)
        return found.group() if found else ""
    bare = re.sub(r"^(\d\.|跨境电商)", "", plain)
    return bare if bare in text else ""


def organisation_named(text: str, organisation: str) -> str:
    """The words of a text that name an organisation, in full or by its first own characters; '' when none do.

    Args:
        text: normalised text.
        organisation: full name (「南京奥派信息产业股份公司」 is also named by 奥派).
    """
    if normalise(organisation) in text:
        return normalise(organisation)
    stem = _COMPANY_WORDS.sub("", organisation)
    length = next((n for n in range(len(stem), _COMPANY_STEM - 1, -1) if normalise(stem[:n]) in text), 0)
    return normalise(stem[:length])


def _same_number(asked: re.Match[str], number: str) -> bool:
    """Whether 「第四个模块」 or 「06号线上课」 names the module of that number."""
    digit = next(g for g in asked.groups() if g).lstrip("0")
    digit = str("零一二三四五六七八九".find(digit)) if digit in "一二三四五六七八九" else digit
    own = re.sub(r"\D", "", number).lstrip("0") or str("零一二三四五六七八九".find(number.removeprefix("第")[:1]))
    return digit == own
