"""What a reply names and lists, in its order: the rows of a table, bullets, names in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.retrieval.tokenization import normalise, tokenize
from assistant.text.citation_marks import without_marks
from assistant.understanding.entities import EntityKind, Lexicon, Mention

# What can be pointed at; of a post or an organisation an answer only speaks.
THINGS = (
    *(EntityKind.CERTIFICATE, EntityKind.CENTRE_CERTIFICATION, EntityKind.COOPERATION),
    *(EntityKind.COURSE, EntityKind.TEXTBOOK),
)
_OPENING = "（("
_JOINING, _JOINING_EN = "、，,；;和与及跟", " and "
_BETWEEN = 24
_SENTENCE_ENDS = str.maketrans(dict.fromkeys("。；;！!？?", "\n"))
_CLAUSE_ENDS = str.maketrans(dict.fromkeys("。；;！!？?，,", "\n"))
_BULLET = re.compile(r"^[^\S\n]*(?:[-*•]|\d+[.、)）])\s*(?P<item>.+)$", re.MULTILINE)
# What introduces a list: 「有…」「包括…」「：」.
_LEAD = re.compile(r"^.*(?:[：:]|分别是|依次是|包括|分为|包含|有|是|:)")
_MARK = re.compile(r"\[\d+\]|[（(][^（(）)]*[）)]|[《》「」*]")
_MAX_ITEM_CHARS, _MIN_ITEMS = 30, 2


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a text names: by which name, of which kind ("" for what documents call so), at which place."""

    name: str
    kind: str
    start: int
    end: int


def named_things(text: str, lexicon: Lexicon) -> list[Named]:
    """The things that a text names, each at its first place, in their order."""
    mentions = lexicon.find(text)
    found = {m.id: _named(m) for m in reversed(mentions) if m.kind in THINGS}
    taken = [(m.start, m.start + len(m.text)) for m in mentions if m.kind.names_subject]
    for name in lexicon.things(text):
        start = text.find(name)
        # 「Linux Systems Administrator (LSA)」 names one thing.
        again = text[:start].rstrip().endswith(tuple(_OPENING))
        if start >= 0 and not again and not any(a <= start < b for a, b in taken):
            found[name] = Named(name, "", start, start + len(name))
    return sorted(found.values(), key=lambda n: n.start)


def _named(mention: Mention) -> Named:
    return Named(mention.name, mention.kind.value, mention.start, mention.start + len(mention.text))


def things_listed(reply: str, lexicon: Lexicon) -> list[str]:
    """The things that a reply lists, in its order: rows, else what each of its bullets is of, else its first line's."""
    text = without_marks(reply).strip()
    first = enumerated(text.partition("\n")[0], lexicon)
    bulleted = _bulleted(text, lexicon)
    # What goes on about a thing of the first bullet's list is no further item.
    return (
        _rows(text, lexicon)
        or (bulleted if first[:1] == bulleted[:1] and not {*bulleted[1:]} & {*first} else first)
        or bulleted
    )


def words_listed(reply: str, lexicon: Lexicon) -> list[str]:
    """What else a reply lists: words that name no known thing, the first line before the rest."""
    text = without_marks(reply).strip()
    first, _, _ = text.partition("\n")
    elsewhere = (enumerated(line, lexicon) for line in text.split("\n"))
    return _items(first) or _items(text) or next(filter(None, elsewhere), [])


def enumerated(line: str, lexicon: Lexicon) -> list[str]:
    """The things of one kind that a line names one after another."""
    return max((_together(line, of_kind) for of_kind in _by_kind(named_things(line, lexicon))), key=len, default=[])


def _together(line: str, things: Sequence[Named]) -> list[str]:
    run = [n.name for n in things[:1]]
    for before, after in zip(things, things[1:], strict=False):
        between = _MARK.sub("", line[before.end : after.start])
        joined = any(j in between for j in (*_JOINING, _JOINING_EN))
        if joined and len(between) <= _BETWEEN:
            run.append(after.name)
        elif len(run) < _MIN_ITEMS:
            run = [after.name]
    return run if len(run) >= _MIN_ITEMS else []


def _by_kind(things: Iterable[Named]) -> list[list[Named]]:
    kinds: dict[str, list[Named]] = {}
    for thing in things:
        kinds.setdefault(thing.kind, []).append(thing)
    return list(kinds.values())


def _rows(text: str, lexicon: Lexicon) -> list[str]:
    """What the rows of a table are of; a row of a level alone is of what its column's head names."""
    cells = [line.strip("| ").partition("|")[0].strip() for line in text.split("\n") if line.startswith("|")]
    head, rows = cells[:1], cells[2:]
    if len(rows) < _MIN_ITEMS:
        return []
    lead = next((n.name for n in named_things(head[0], lexicon)), "")
    return [f"{lead}{row}" if lead and not named_things(row, lexicon) else row for row in rows]


def _bulleted(text: str, lexicon: Lexicon) -> list[str]:
    """The things of one kind that every bullet names, each the first of its bullet."""
    bullets = [_by_kind(named_things(m["item"], lexicon)) for m in _BULLET.finditer(text)]
    for kind in dict.fromkeys(of_kind[0].kind for of_kind in bullets[0]) if len(bullets) >= _MIN_ITEMS else ():
        firsts = [next((of[0].name for of in bullet if of[0].kind == kind), "") for bullet in bullets]
        if all(firsts) and len(things := list(dict.fromkeys(firsts))) >= _MIN_ITEMS:
            return things
    return []


def _items(text: str) -> list[str]:
    """The longest list of a few words each: bullets, or words between 、 in one sentence."""
    lists = [[_clean(m["item"]) for m in _BULLET.finditer(text)]]
    # What stands before a colon leads in to the items.
    sentences = (_MARK.sub("", s).rpartition("：")[2] for s in text.translate(_SENTENCE_ENDS).split("\n"))
    lists += [[_clean(i) for i in re.split(r"、|(?<=[a-z]), ", s)] for s in sentences]
    return max(filter(_is_a_list, lists), key=len, default=[])


def _is_a_list(items: Sequence[str]) -> bool:
    # What has a figure in every item gives values.
    values = all(any(map(str.isdigit, i)) for i in items)
    return len(items) >= _MIN_ITEMS and not values and all(0 < len(i) <= _MAX_ITEM_CHARS for i in items)


def _clean(item: str) -> str:
    return _LEAD.sub("", _MARK.sub("", item)).strip(" ，,。.")


def given_as_answer(question: str, line: str, lexicon: Lexicon) -> Named | None:
    """The thing that a line gives to a question: of those it names, the first in the clause that says most of what is
    asked; None where it names none.
    """
    asked = set(tokenize(question))
    clauses, start = [], 0
    for clause in line.translate(_CLAUSE_ENDS).split("\n"):
        clauses.append((start, clause))
        start += len(clause) + 1
    best: tuple[int, Named] | None = None
    for thing in named_things(line, lexicon):
        clause = next(c for at, c in reversed(clauses) if at <= thing.start)
        shared = len(asked & set(tokenize(clause)))
        if best is None or shared > best[0]:
            best = (shared, thing)
    return best[1] if best else None


def bearing(words: str, reply: str, lexicon: Lexicon) -> str:
    """The thing in a reply that bears some words, in its name or else in what is said of it; "" for none.

    A level stays with the thing that has it (「电子商务师四级」).
    """
    text = without_marks(reply)
    wanted = set(tokenize(words))
    said: list[tuple[str, str]] = []
    for line in text.split("\n"):
        things = named_things(line, lexicon)
        ends = [*(n.start for n in things[1:]), len(line)]
        said += [(n.name, line[n.start : end]) for n, end in zip(things, ends, strict=False)]
    # 「客服的那张」: a short form of a name has its characters in their order.
    by_name = (n for n, _ in said if wanted <= set(tokenize(n)) or _shortens(normalise(words), normalise(n)))
    if not wanted or (name := next(by_name, "")):
        return name if wanted else ""
    name = next((n for n, held in said if wanted <= set(tokenize(held))), "")
    levels = [m.text for m in lexicon.find(words) if m.kind is EntityKind.LEVEL]
    return f"{name}{levels[0]}" if name and levels and normalise(words).strip() == normalise(levels[0]) else name


def _shortens(words: str, name: str) -> bool:
    rest = iter(name)
    return not words.isascii() and all(c in rest for c in words)
