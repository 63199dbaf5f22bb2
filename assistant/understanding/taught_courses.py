"""The courses that a person says they took, or that their school teaches."""

from __future__ import annotations

import re

from assistant.retrieval.tokenization import normalise
from assistant.understanding.entities import EntityKind
from assistant.understanding.query import Query

_SUBJECT = r"(?:我们?|咱们?|本校|我校|我院|本院|学校|学院|专业|系里|班上?|本人)"
_VERB = (
    r"(?:只|已经?|都|现在|目前|这学期|大[一二三四])*"
    r"(?:开设过?了?|开过|开了|开的?|设有|设了|有|教(?![师材学育室员])过?|上过|上了|学过了?|学完了?|学了|修过|修完了?|修了)"
)
_NOUN = r"(?:的?(?:课程?|专业课)(?:表|里|中)?(?:有|是|包括|为)?)?"
_BEGINS = re.compile(
    rf"{_SUBJECT}[^，。；,;?？!！]{{0,12}}?{_VERB}{_NOUN}[:：]?\s*|"
    r"\b(?:(?:our|my|the) (?:school|college|university|programme|program)|we|i)(?:'ve| have)?"
    r"(?: (?:already|only|just))? "
    r"(?:teach(?:es)?|offers?|runs?|took|taken|completed?|studied|study|finished|learned|learnt|done|did) "
)
_CLAUSE = re.compile(r"[，,。；;！!？?\n]|\.(?=\s|$)|\b(?:but|which|what|how|and i want|and want)\b", re.IGNORECASE)
_ITEM = re.compile(r"[、/]|和|与|以及|还有|跟|及|\band\b|\bas well as\b", re.IGNORECASE)
# What stands around a name in a list.
_AROUND = re.compile(
    r"^[\s《〈“\"'「：:]*(?:了|过)?(?:the )?|"
    r"(?:这|那)?(?:[几两三四五六七八九十\d]{1,6}|些)?门?(?:课程?|专业课)?(?:等等?)?[\s》〉”\"'」]{0,20}$|"
    r"\s+(?:courses?|classes)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"证|[初中高]级|几|多少|什么|啥|哪|谁|吗|怎么|能|会|想|要|没|^(?:课程?|专业|courses?|classes)?$|certificat|level"
)
_MAX_CHARS = 40


def read_taught_courses(query: Query) -> tuple[str, ...]:
    """Names of courses in the standalone question, in order, each once; empty where it lists none.

    A list begins after 「我学过…」 or 「我们学校开了…」 and holds what stands there whatever its name; over
    further commas it goes on only with names of known courses or names in 《》.
    """
    text = normalise(query.standalone)
    # As the person writes it, where that has the same characters in the same places.
    written = query.standalone if len(query.standalone) == len(text) else text
    known = {normalise(m.text) for m in query.mentions if m.kind is EntityKind.COURSE}
    begin = _BEGINS.search(text)
    if begin is None:
        return ()
    names: list[str] = []
    for number, clause in enumerate(_CLAUSE.split(written[begin.end() :])):
        items = [_AROUND.sub("", item.strip()).strip() for item in _ITEM.split(clause)]
        if number and not any(normalise(item) in known or f"《{item}》" in clause for item in items):
            break
        names += [i for i in items if 1 < len(i) <= _MAX_CHARS and not _NO_NAME.search(normalise(i))]
    return tuple(dict.fromkeys(names))
