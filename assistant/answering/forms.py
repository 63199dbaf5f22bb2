"""An answer in another form: in few words, in plain words, as a table.

Few words are those that decide: without what a source is called and without remarks in brackets. Nothing is worded
anew, so that each word still stands in what is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.said import Earlier
from assistant.answering.statements import joined, markdown_table, split_outside
from assistant.answering.verification import figures
from assistant.evidence.eligibility import TOOL as ELIGIBILITY
from assistant.evidence.status import TOOL as STATUS
from assistant.evidence.values import asked_values, held_values
from assistant.retrieval.tokenization import tokenize
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind

# What these say first is a verdict.
_VERDICTS = frozenset({STATUS, ELIGIBILITY})
# Of fewer things no table is made.
_LEAST_ROWS = 2
# So many items of a list are named, and so many characters said of a sentence, where few words are wished.
_FEW_ITEMS, _FEW_CHARS = 3, 45
# A part of a statement must be so much shorter to be worth saying in its place.
_SHORTER = 0.7
# Of conditions that are listed with semicolons one says too little.
_ENDS_OF_CLAUSES = str.maketrans(dict.fromkeys("，,。！!", "\n"))
_CLAUSE_MARKS = "，,；;：:。！!"
_OPENING, _CLOSING = "（(", "）)"
# How a clause begins that only says who says so.
_SOURCES = ("据", "按", "By ", "According to ")
_IS = {Language.ZH: "是", Language.EN: " is "}
_STOPS = {Language.ZH: "。", Language.EN: "."}
_SEMICOLONS = {Language.ZH: "；", Language.EN: "; "}
_AND_OTHERS = {Language.ZH: "等", Language.EN: " and others"}
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
) -> Draft:
    """An answer in the form that is wished; unchanged for no form.

    Args:
        form: of the answer.
        draft: as it was said, or is to be said for the first time.
        query: the question that it answers.
        earlier: what the conversation holds.
        beside: what is asked of the answer with the wish (「就告诉我多少钱」), "" for nothing.
        further: what else answers the question, the best first.
    """
    if form is TurnKind.LIST and any(s.text.startswith("|") and earlier.has(s.text) for s in draft.statements):
        return replace(draft, status=Status.CLARIFY, statements=(Statement(_IS_A_TABLE[query.language]),))
    if form is TurnKind.LIST:
        verdict = draft.intent == STATUS and _of_each_thing(draft.statements[0], query.language)
        rest = draft.statements[1:] if verdict else draft.statements
        return replace(draft, statements=(*(verdict or ()), *_as_tables(rest, query)))
    if form not in (TurnKind.SHORTER, TurnKind.PLAIN):
        return draft
    first = _deciding(draft.statements, query, beside, further)
    short = brief(first, query, verdict=draft.intent in _VERDICTS)
    words = _IN_SHORT if form is TurnKind.PLAIN else {language: f"{{}}{stop}" for language, stop in _STOPS.items()}
    text = words[query.language].format(short)
    if earlier.replied(short) and (value := _value(short, query)):
        text = words[query.language].format(value)
    if earlier.replied(text):
        text = _NO_SHORTER[query.language].format(essence(short, query))
    return replace(draft, statements=(replace(first, text=text, computed=first.computed | figures(text)),))


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


def brief(statement: Statement, query: Query, *, verdict: bool = False) -> str:
    """What decides in a statement, without a mark at its end.

    Args:
        statement: a cited sentence, a list in one, or a table.
        query: what it answers.
        verdict: whether it says yes or no first.
    """
    if statement.text.startswith("|"):
        return _brief_table(statement.text, query)
    sentences = split_outside(statement.text.strip(" -"), "。")
    asked = set(tokenize(query.own))
    sentence = sentences[0] if verdict else max(sentences, key=lambda s: len(asked & set(tokenize(s))))
    if verdict:
        head, colon, rest = sentence.partition("：")
        items = [_without_remarks(i).strip() for i in split_outside(rest, "；")]
        if len(items) > 1 and all(len(i) <= _FEW_CHARS // 2 for i in items):
            # What is open, or missing, is what the verdict is made of.
            return f"{head}：{_few(items, query)}"
        return f"{head}：{items[0]}" if items[0] and len(items[0]) <= _FEW_CHARS // 2 else head
    bare = _without_source(_without_remarks(sentence))
    lead, colon, rest = bare.partition("：")
    if colon and rest != (said := _without_source(rest)):
        # What a source is asked before it speaks is no part of what it says.
        lead, colon, rest, bare = "", "", said, said
    items = split_outside(rest if colon else bare, "；")
    levels = [m.text for m in query.mentions if m.kind is EntityKind.LEVEL]
    if colon and (own := [i for i in split_outside(rest, "、") if any(level in i for level in levels)]):
        # Of a list by levels what it says of those that are asked about.
        return f"{split_outside(lead, '，')[0]}{colon}{'、'.join(own)}"
    if len(items) > 1:
        if colon and set(tokenize(lead)) <= asked:
            lead = colon = ""
        listed = _few([i.strip() for i in items], query)
        return f"{lead}{colon}{listed}" if colon else listed
    return bare if len(bare) <= _FEW_CHARS else _clauses(bare, asked)


def _few(items: Sequence[str], query: Query) -> str:
    """The first items of a list, and whether there are others."""
    more = _AND_OTHERS[query.language] if len(items) > _FEW_ITEMS else ""
    return _SEMICOLONS[query.language].join(items[:_FEW_ITEMS]) + more


def essence(text: str, query: Query) -> str:
    """The clause of a statement that says most of what is asked; its first where none says anything of it."""
    asked = set(tokenize(query.own))
    lead, colon, rest = text.partition("：")
    # A lead that only repeats the question says nothing by itself.
    body = rest if colon and asked and len(asked & set(tokenize(lead))) > len(asked) / 2 else text
    clauses = [c.strip(" -") for c in body.translate(_ENDS_OF_CLAUSES).split("\n") if c.strip(" -")]
    best = max(clauses, key=lambda c: len(asked & set(tokenize(c))), default=text)
    return best if len(best) <= _SHORTER * len(text) else text.rstrip("。.；; ")


def _clauses(text: str, asked: set[str]) -> str:
    """The clause that says most of what is asked, with those after it that fit in few characters."""
    clauses = [c for c in split_outside(text, "，") if c.strip()]
    words = {t for t in asked if len(t) > 1}
    best = max(range(len(clauses)), key=lambda n: (len(words & set(tokenize(clauses[n]))), -n))
    kept = clauses[best]
    for clause in clauses[best + 1 :]:
        if len(kept) + len(clause) > _FEW_CHARS:
            break
        kept = f"{kept}，{clause}"
    return kept.strip()


def _without_remarks(text: str) -> str:
    """A sentence without the brackets in which a clause ends: within a name they stay."""
    kept, start, opened, depth = [], 0, 0, 0
    for n, c in enumerate(text):
        if c in _OPENING:
            depth += 1
            if depth == 1:
                opened = n
        elif c in _CLOSING and depth:
            depth -= 1
            following = text[n + 1 : n + 2]
            if not depth and (not following or following in _CLAUSE_MARKS):
                kept.append(text[start:opened].rstrip(" "))
                start = n + 1
    return "".join([*kept, text[start:]]).strip(" 。.")


def _value(sentence: str, query: Query) -> str:
    """Of 「甲的乙是丙」 after a question for it what it is, "" for other sentences."""
    lead, verb, value = sentence.partition(_IS[query.language])
    known = set(tokenize(lead)) & set(tokenize(query.standalone))
    return value.strip() if verb and known and not any(mark in lead for mark in _CLAUSE_MARKS) else ""


def _without_source(text: str) -> str:
    """A sentence without a first clause that names its source."""
    first, *rest = split_outside(text, "，")
    said = "，".join(rest)
    return said if rest and first.startswith(_SOURCES) else text


def _brief_table(table: str, query: Query) -> str:
    """Of each row its name and the cell of the column that the question speaks of most."""
    head, _, *rows = (
        [c.strip() for c in line.strip("| ").split("|")] for line in table.split("\n") if line.startswith("|")
    )
    asked = set(tokenize(query.standalone))
    if head[0] == _COLUMNS[query.language][0] and len(rows) >= len(head) > 2:
        # A property a row: what the things beside each other have of it.
        each = (
            joined((f"{n}{_without_remarks(v)}" for n, v in zip(head[1:], r[1:], strict=True)), query.language)
            for r in rows[:_FEW_ITEMS]
        )
        return _SEMICOLONS[query.language].join(f"{r[0]}：{v}" for r, v in zip(rows, each, strict=False))
    named = max(range(len(head)), key=lambda n: (len(asked & {t for r in rows for t in tokenize(r[n])}), -n))
    columns = [n for n in range(len(head)) if n != named and len({r[n] for r in rows}) > 1]
    column = max(columns, key=lambda n: (len(asked & set(tokenize(head[n]))), n), default=len(head) - 1)
    alike: dict[str, list[str]] = {}
    for row in rows:
        alike.setdefault(_without_remarks(row[column]), []).append(row[named])
    said = (f"{joined(names, query.language)}：{value}" for value, names in alike.items())
    return f"{head[column]}，{_SEMICOLONS[query.language].join(said)}"


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
    if len(rows) < _LEAST_ROWS or any(len(name) > _FEW_CHARS // 2 for name, _ in rows):
        return (statement,)
    table = replace(statement, text=markdown_table([_COLUMNS[language], *rows]))
    around = _SEMICOLONS[language].join(p for p, (_, colon, _) in zip(parts, said, strict=True) if not colon)
    return (table, replace(statement, text=f"{around}{_STOPS[language]}")) if around else (table,)


def _remark(names: str) -> tuple[str, str]:
    """(what stands before the bracket that ends a text, that bracket)."""
    bare = _without_remarks(names)
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
    marks = "；、，" if colon else "；、"
    items = next((i for mark in marks if len(i := split_outside(body, mark)) > 1), [])
    return lead.strip() if colon else "", _rows(items)


def _rows(items: Sequence[str]) -> list[tuple[str, str]]:
    """Each item in two cells: what a figure is of and the figure where all have one, else its number and itself."""
    places = [next((n for n, c in enumerate(i) if c.isdigit() and not i[n - 1 : n].isascii()), 0) for i in items]
    if all(places):
        return [(i[:n].strip(), i[n:].strip()) for i, n in zip(items, places, strict=True)]
    return [(str(n), i.strip()) for n, i in enumerate(items, start=1)]
