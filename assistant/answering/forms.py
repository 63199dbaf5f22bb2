"""An answer in another form: in few words (``brief``), in plain words, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.brief import brief, essence, value, without_remarks
from assistant.answering.said import Earlier
from assistant.answering.statements import markdown_table, split_outside
from assistant.answering.verification import figures
from assistant.evidence.eligibility import TOOL as ELIGIBILITY
from assistant.evidence.properties import TOOL as PROPERTY
from assistant.evidence.status import TOOL as STATUS
from assistant.evidence.values import asked_values, held_values
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind

# Makes tables of the rows that statements cite, and leaves the other statements as they are.
Tables = Callable[[Sequence[Statement], Query], Sequence[Statement]]
# What these say first is a verdict.
_VERDICTS = frozenset({STATUS, ELIGIBILITY})
# Of fewer things no table is made.
_LEAST_ROWS = 2
# What is longer is no name of a thing; so many statements say what is asked of several things.
_NAME_CHARS, _MOST = 22, 3
_STOPS = {Language.ZH: "。", Language.EN: "."}
_SEMICOLONS = {Language.ZH: "；", Language.EN: "; "}
_IN_SHORT = {Language.ZH: "简单说：{}。", Language.EN: "In short: {}."}
_NO_SHORTER = {
    Language.ZH: "要点只有这一句：{}。哪个词看不明白，您告诉我。",
    Language.EN: "It comes down to this: {}. Tell me which word is unclear.",
}
_IS_A_TABLE = {
    Language.ZH: "上面那张就是表格；想加一栏或换几个来比，直接说要比什么就行。",
    Language.EN: "That is a table already; tell me which column to add, or what else to compare.",
}
_COLUMNS = {Language.ZH: ("项目", "内容"), Language.EN: ("Item", "Content")}


def in_form(
    form: TurnKind | None,
    draft: Draft,
    query: Query,
    earlier: Earlier,
    beside: str = "",
    further: Callable[[], Sequence[Statement]] = tuple,
    tables: Tables = lambda statements, _: statements,
) -> Draft:
    """An answer in the form that is wished; unchanged for no form.

    Args:
        form: of the answer.
        draft: as it was said, or is to be said for the first time.
        query: the question that it answers.
        earlier: what the conversation holds.
        beside: what is asked of the answer with the wish (「就告诉我多少钱」), "" for nothing.
        further: what else answers the question, the best first.
        tables: makes tables of the rows that statements cite.
    """
    if form is TurnKind.LIST and any(s.text.startswith("|") and earlier.has(s.text) for s in draft.statements):
        return replace(draft, status=Status.CLARIFY, statements=(Statement(_IS_A_TABLE[query.language]),))
    if form is TurnKind.LIST:
        verdict = draft.intent == STATUS and _of_each_thing(draft.statements[0], query.language)
        rest = draft.statements[1:] if verdict else draft.statements
        return replace(draft, statements=(*(verdict or ()), *_as_tables(tables(rest, query), query)))
    if form not in (TurnKind.SHORTER, TurnKind.PLAIN):
        return draft
    said = _deciding(draft.statements, query, beside, further)
    every = _with_others(said, draft, query)
    told = [brief(s, query, verdict=draft.intent in _VERDICTS) for s in every]
    short = _SEMICOLONS[query.language].join(dict.fromkeys(told))
    words = _IN_SHORT if form is TurnKind.PLAIN else {language: f"{{}}{stop}" for language, stop in _STOPS.items()}
    text = words[query.language].format(short)
    if earlier.replied(short) and (bare := value(short, query)):
        text = words[query.language].format(bare)
    if earlier.replied(text):
        text = _NO_SHORTER[query.language].format(essence(short, query))
    citations = tuple(dict.fromkeys(c for s in every for c in s.citations))
    computed = frozenset[str]().union(figures(text), *(s.computed for s in every))
    return replace(draft, statements=(Statement(text, citations, computed),))


def _with_others(first: Statement, draft: Draft, query: Query) -> list[Statement]:
    """A statement with those that say of other things what it says, where a question names several of a kind."""
    if draft.intent == PROPERTY:
        return list(draft.statements[:_MOST])
    kinds = Counter(m.kind for m in query.mentions)
    named = dict.fromkeys(m.text for m in query.mentions if kinds[m.kind] > 1)
    said = [first]
    for name in named if draft.intent not in _VERDICTS else ():
        others = (s for s in draft.statements if s not in said and s.citations and name in s.text)
        if not any(name in s.text for s in said) and (other := next(others, None)) is not None:
            said.append(other)
    return said[:_MOST]


def _deciding(
    statements: Sequence[Statement], query: Query, beside: str, further: Callable[[], Sequence[Statement]]
) -> Statement:
    """The first statement that states what kind of value is asked for; the first of all where none does or none is."""
    for asked, among in (
        (asked_values(beside), (*statements, *further())),
        (asked_values(query.standalone), statements),
    ):
        found = next((s for s in among if asked & held_values(s.text, "")), None)
        if found is not None:
            return found
    return statements[0]


def _as_tables(statements: Sequence[Statement], query: Query) -> tuple[Statement, ...]:
    return tuple(t for s in statements for t in _as_table(s, query.language))


def _of_each_thing(statement: Statement, language: Language) -> tuple[Statement, ...]:
    """What is said of things by what holds of them («能报：甲、乙（…）；没有查到：丙») as a table of the things.

    A verdict that speaks otherwise stays as it is.
    """
    parts = [p.strip(" 。.") for p in split_outside(statement.text, _SEMICOLONS[language].strip())]
    said = [p.partition("：" if language is Language.ZH else ":") for p in parts]
    told = [(holds, *_remark(names)) for holds, colon, names in said if colon]
    rows = [(n.strip(), f"{holds}{why}") for holds, names, why in told for n in names.replace(", ", "、").split("、")]
    if len(rows) < _LEAST_ROWS or any(len(name) > _NAME_CHARS for name, _ in rows):
        return (statement,)
    table = replace(statement, text=markdown_table([_COLUMNS[language], *rows]))
    around = _SEMICOLONS[language].join(p for p, (_, colon, _) in zip(parts, said, strict=True) if not colon)
    return (table, replace(statement, text=f"{around}{_STOPS[language]}")) if around else (table,)


def _remark(names: str) -> tuple[str, str]:
    """(what stands before the bracket that ends a text, that bracket)."""
    bare = without_remarks(names)
    return bare, names[len(bare) :].strip() if names.startswith(bare) else ""


def _as_table(statement: Statement, language: Language) -> tuple[Statement, ...]:
    """A statement with the sentence that lists most as a table, and what stands around it; of one thing as it is."""
    sentences = split_outside(statement.text, "。")
    if statement.text.startswith("|"):
        return (statement,)
    listed = [_listed(sentence) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda n: (len(listed[n][1]), -n))
    head, rows = listed[best]
    if len(rows) < _LEAST_ROWS:
        return (statement,)
    if any("，" in value for _, value in rows) and rows[0][0].isdigit():
        # Sentences are no cells.
        return (replace(statement, text="\n".join([*([f"{head}："] if head else []), *(f"- {v}" for _, v in rows)])),)
    columns = (head, _COLUMNS[language][1]) if head else _COLUMNS[language]
    around = "。".join((*sentences[:best], *sentences[best + 1 :]))
    numbers = frozenset(name for name, _ in rows if name.isdigit())
    table = replace(statement, text=markdown_table([columns, *rows]), computed=statement.computed | numbers)
    return (replace(statement, text=f"{around}{_STOPS[language]}"), table) if around else (table,)


def _listed(sentence: str) -> tuple[str, list[tuple[str, str]]]:
    """What leads in to the items of a sentence, and the items in two cells each."""
    named = [c.partition("：") for c in split_outside(sentence, "；")]
    if len(named) > 1 and all(colon for _, colon, _ in named):
        return "", [(name.strip(), value.strip()) for name, _, value in named]
    lead, colon, rest = sentence.partition("：")
    body = rest if colon else sentence
    # 「以甲、乙等方式…」 lists nothing: it is a sentence.
    marks = "；、，" if colon else "；"
    items = next((i for mark in marks if len(i := split_outside(body, mark)) > 1), [])
    return lead.strip() if colon else "", _rows(items)


def _rows(items: Sequence[str]) -> list[tuple[str, str]]:
    """Each item in two cells: what a figure is of and the figure where all have one, else its number and itself."""
    places = [next((n for n, c in enumerate(i) if c.isdigit() and not i[n - 1 : n].isascii()), 0) for i in items]
    if all(places):
        return [(i[:n].strip(), i[n:].strip()) for i, n in zip(items, places, strict=True)]
    return [(str(n), i.strip()) for n, i in enumerate(items, start=1)]
