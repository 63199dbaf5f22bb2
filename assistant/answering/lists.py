"""What is left of the list that a sentence gives, where a question leaves some of it out (「除了甲还有哪些」)."""

from __future__ import annotations

from assistant.answering.statements import split_outside
from assistant.evidence.operations import WITHOUT, left_out
from assistant.evidence.quantities import plain
from assistant.retrieval.tokenization import tokenize
from assistant.types import Language
from assistant.understanding.language import content
from assistant.understanding.query import Query

# A list has so many items; an item is left out that holds that share of the terms of a name which is.
_ITEMS, _NAMED = 3, 0.5
_LEAD_IN, _MARKS = "：", ("；", "、", "，")
_JOINTS = str.maketrans(dict.fromkeys("、和与跟及,", "\n"))


def rest_of_list(text: str, query: Query) -> str:
    """The rest of a Chinese list as a sentence; the text as it is where it has none, or none or all of it is left out.

    Args:
        text: a sentence, its list after a colon.
        query: the question.
    """
    gone = _left_out(plain(query.standalone)) if query.language is Language.ZH else ()
    listed = text.partition(_LEAD_IN)[2].rstrip("。") if gone else ""
    mark = next((m for m in _MARKS if len(split_outside(listed, m)) >= _ITEMS), "")
    items = [i.strip() for i in split_outside(listed, mark)] if mark else []
    kept = [i for i in items if not any(_is_named(i, name) for name in gone)]
    if not kept or len(kept) == len(items):
        return text
    return f"除了{'、'.join(gone)}，还有{len(kept)}项：{mark.join(kept)}。"


def _left_out(question: str) -> tuple[str, ...]:
    """The names that a plain question leaves out; what it only says not to be so is none."""
    found: list[str] = []
    for start, end in left_out(question):
        said = question[start:end]
        word = next((w for w in WITHOUT if said.startswith(w)), "")
        if word or question.startswith(("之外", "以外"), end):
            found.extend(n.strip() for n in said.removeprefix(word).translate(_JOINTS).split("\n"))
    return tuple(n for n in found if n)


def _is_named(item: str, name: str) -> bool:
    terms = set(tokenize(content(name)))
    return len(terms & set(tokenize(item))) >= _NAMED * len(terms)
