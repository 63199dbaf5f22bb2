"""An answer in few words: what answers the question, and every condition that decides it.

Few words are those that decide: without what a source is called and without remarks that only say where something is
from. Nothing is worded anew, so that each word still stands in what is cited, and of conditions that stand in a list
none is cut short: the bracket that widens or narrows one is part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.attributes import asked_attributes
from assistant.answering.statements import joined, split_outside
from assistant.evidence.values import asked_values, held_values
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.characters import is_ideograph
from assistant.types import Language, Statement
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query

# So many rows of a table are told, so many characters said of a sentence and of a list that is said whole.
_FEW_ROWS, _FEW_CHARS, _LIST_CHARS = 3, 45, 100
# Longer items of a verdict tell who says so.
_ITEM_CHARS = 30
# A part of a statement must be so much shorter to be worth saying in its place.
_SHORTER = 0.7
# Marks of a language's clauses, the strongest first: the mark between sentences, items, what leads in, clauses.
_SENTENCE = {Language.ZH: "。", Language.EN: ". "}
_ITEM = {Language.ZH: "；", Language.EN: "; "}
_LEAD = {Language.ZH: "：", Language.EN: ": "}
_CLAUSE = {Language.ZH: "，", Language.EN: ", "}
_CLAUSE_MARKS = "，,；;：:。.！!"
_OPENING, _CLOSING = "（(", "）)"
# How a clause begins that only says who says so.
_SOURCES = ("据", "按", "By ", "According to ")
_IS = {Language.ZH: "是", Language.EN: " is "}
_AND_OTHERS = {Language.ZH: "等", Language.EN: " and others"}
_ITEM_OF_TABLE = {Language.ZH: "项目", Language.EN: "Item"}


def brief(statement: Statement, query: Query, *, verdict: bool = False) -> str:
    """What decides in a statement, without a mark at its end.

    Args:
        statement: a cited sentence, a list in one, or a table.
        query: what it answers.
        verdict: whether it says yes or no first.
    """
    if statement.text.startswith("|"):
        return _brief_table(statement.text, query)
    text = statement.text.strip(" -\n")
    # What a source was said in, which need not be the language of the question.
    language = Language.ZH if any(map(is_ideograph, text[:12])) else Language.EN
    quotes = normalise(" ".join(c.quote for c in statement.citations))
    sentences = [s.strip(" .。") for s in split_outside(text, _SENTENCE[language])]
    sentence = sentences[0] if verdict else max(sentences, key=lambda s: _worth(s, query))
    lead, items = _list_in(sentence, language)
    if len(items) > 1 and not verdict:
        return _brief_list(lead, items, query, language, quotes)
    bare = _without_source(without_remarks(sentence), language)
    head, *rest = split_outside(bare, _LEAD[language])
    if verdict:
        head, *rest = split_outside(sentence, _LEAD[language])
        short = len(rest) == 1 and all(len(i) <= _ITEM_CHARS for i in items)
        told = _few([without_remarks(i, quotes).strip() for i in items or rest], query, language) if short else ""
        # What is open, or missing, is what the verdict is made of.
        return f"{head}{_LEAD[language]}{told}" if told and len(told) <= _LIST_CHARS else head
    if rest and (said := _without_source(rest[0], language)) != rest[0]:
        # What a source is asked before it speaks is no part of what it says.
        head, bare, rest = said, _LEAD[language].join((said, *rest[1:])), rest[1:]
    levels = [m.text for m in query.mentions if m.kind is EntityKind.LEVEL]
    body = _LEAD[language].join(rest)
    if body and (own := [i for i in split_outside(body, "、") if any(level in i for level in levels)]):
        # Of a list by levels what it says of those that are asked about.
        return f"{split_outside(head, _CLAUSE[language])[0]}{_LEAD[language]}{'、'.join(own)}"
    long = len(bare) > _FEW_CHARS and language is Language.ZH
    return _clauses(bare, query, language) if long else bare


def essence(text: str, query: Query) -> str:
    """The clause of a statement that says most of what is asked; its first where none says anything of it."""
    asked = set(tokenize(query.own))
    lead, colon, rest = text.partition("：")
    # A lead that only repeats the question says nothing by itself.
    body = rest if colon and asked and len(asked & set(tokenize(lead))) > len(asked) / 2 else text
    parts = [body]
    for mark in ("。", "！", "，", ", ", "! ", ". "):
        parts = [p for part in parts for p in split_outside(part, mark)]
    clauses = [c.strip(" -") for c in parts if c.strip(" -")]
    best = max(clauses, key=lambda c: len(asked & set(tokenize(c))), default=text)
    return best if len(best) <= _SHORTER * len(text) else text.rstrip("。.；; ")


def value(sentence: str, query: Query) -> str:
    """Of 「甲的乙是丙」 after a question for it what it is, "" for other sentences."""
    lead, verb, said = sentence.partition(_IS[query.language])
    known = set(tokenize(lead)) & set(tokenize(query.standalone))
    return said.strip() if verb and known and not any(mark in lead for mark in _CLAUSE_MARKS) else ""


def without_remarks(text: str, told: str = "") -> str:
    """A sentence without the brackets in which a clause ends: within a name, and ``told``, they stay."""
    kept, start, opened, depth = [], 0, 0, 0
    for n, c in enumerate(text):
        if c in _OPENING:
            depth += 1
            if depth == 1:
                opened = n
        elif c in _CLOSING and depth:
            depth -= 1
            following = text[n + 1 : n + 2]
            remark = not following or following in _CLAUSE_MARKS
            if not depth and remark and normalise(text[opened + 1 : n]) not in (told or "\0"):
                kept.append(text[start:opened].rstrip(" "))
                start = n + 1
    return "".join([*kept, text[start:]]).strip(" 。.")


def _worth(text: str, query: Query) -> tuple[bool, bool, int, int]:
    """How much of what is asked a text answers: the kind of value, the property, its words but for names, all words."""
    names = {t for m in query.mentions for t in tokenize(m.text)}
    asked, held = {t for t in tokenize(query.own) if len(t) > 1}, set(tokenize(text))
    properties = asked_attributes(query.own)
    return (
        bool(asked_values(query.standalone) & held_values(text, "")),
        any(a.stated.search(normalise(text)) for a in properties),
        len((asked - names) & held),
        len(asked & held),
    )


def _list_in(sentence: str, language: Language) -> tuple[str, list[str]]:
    """What leads in to a list in a sentence, and its items; no items where none is listed."""
    first, *others = split_outside(sentence, _ITEM[language])
    if not others:
        return "", []
    *leads, item = split_outside(first, _LEAD[language])
    # «甲：子；乙：丑» are two by themselves.
    named = len(leads) == 1 and all(_LEAD[language] in o for o in others)
    return ("", [first, *others]) if named else (_LEAD[language].join(leads), [item, *others])


def _brief_list(lead: str, items: Sequence[str], query: Query, language: Language, quotes: str) -> str:
    """A list with what leads in to it last: whether one of its items will do, or all are needed."""
    said = [without_remarks(i, quotes).strip() for i in items]
    *_, leads = ("", *split_outside(lead, _LEAD[language]))
    *_, leads = ("", *split_outside(without_remarks(leads), _CLAUSE[language]))
    asked = set(tokenize(query.own))
    opening = "" if not leads or set(tokenize(leads)) <= asked else f"{leads.strip()}{_LEAD[language]}"
    return opening + _few(said, query, language)


def _few(items: Sequence[str], query: Query, language: Language) -> str:
    """A list, of a long one the items that speak of what the person asked and told, in their order, then the first."""
    if sum(map(len, items)) <= _LIST_CHARS:
        return _ITEM[language].join(items)
    own = {t for t in tokenize(" ".join((query.own, *query.told))) if len(t) > 1}
    near = sorted(range(len(items)), key=lambda n: (-len(own & set(tokenize(items[n]))), n))
    kept, used = {near[0]}, len(items[near[0]])
    for n in near[1:]:
        if used + len(items[n]) <= _LIST_CHARS:
            kept.add(n)
            used += len(items[n])
    return _ITEM[language].join(items[n] for n in sorted(kept)) + (
        _AND_OTHERS[language] if len(kept) < len(items) else ""
    )


def _clauses(text: str, query: Query, language: Language) -> str:
    """The clause that answers most of what is asked, with those after it that fit in few characters."""
    clauses = [c for c in split_outside(text, _CLAUSE[language]) if c.strip()]
    best = max(range(len(clauses)), key=lambda n: (_worth(clauses[n], query), -n))
    kept = clauses[best]
    for clause in clauses[best + 1 :]:
        if len(kept) + len(clause) > _FEW_CHARS:
            break
        kept = f"{kept}{_CLAUSE[language]}{clause}"
    return kept.strip()


def _without_source(text: str, language: Language) -> str:
    """A sentence without a first clause that names its source."""
    first, *rest = split_outside(text, _CLAUSE[language])
    said = _CLAUSE[language].join(rest)
    return said if rest and first.startswith(_SOURCES) else text


def _brief_table(table: str, query: Query) -> str:
    """Of each row its name and the cell of the column that the question speaks of most."""
    head, _, *rows = (
        [c.strip() for c in line.strip("| ").split("|")] for line in table.split("\n") if line.startswith("|")
    )
    asked = set(tokenize(query.standalone))
    if head[0] == _ITEM_OF_TABLE[query.language] and len(rows) >= len(head) > 2:
        # A property a row: what the things beside each other have of it.
        each = (
            joined((f"{n}{without_remarks(v)}" for n, v in zip(head[1:], r[1:], strict=True)), query.language)
            for r in rows[:_FEW_ROWS]
        )
        return _ITEM[query.language].join(f"{r[0]}：{v}" for r, v in zip(rows, each, strict=False))
    named = max(range(len(head)), key=lambda n: (len(asked & {t for r in rows for t in tokenize(r[n])}), -n))
    columns = [n for n in range(len(head)) if n != named and len({r[n] for r in rows}) > 1]
    column = max(columns, key=lambda n: (len(asked & set(tokenize(head[n]))), n), default=len(head) - 1)
    alike: dict[str, list[str]] = {}
    for row in rows:
        alike.setdefault(without_remarks(row[column]), []).append(row[named])
    said = (f"{joined(names, query.language)}：{v}" for v, names in alike.items())
    return f"{head[column]}，{_ITEM[query.language].join(said)}"
