"""What of a long question asks: people tell their story first (「我大二，刚拿到四级，…能领补贴吗」).

The clauses of the story say nothing about which passage answers, and a word of theirs must not be taken for
the property that is asked for.
"""

from __future__ import annotations

import re

from assistant.understanding.entities import Lexicon
from assistant.understanding.language import asks_only

_END_OF_CLAUSE = re.compile(r"(?<=[，,；;。？?！!…：])|(?<=\.)(?=\s)")
_END_OF_SENTENCE = tuple("。？?！!…；;.")
# 「我大二」, 「班群里传…」, 「下学期开专业课了」: what happened to whom. A condition (「转正以后」, 「183个考点里」) is
# no story, nor is a clause with a name in quotation marks.
_STORY = re.compile(
    r"^(那|可|但|就是|反正|因为)?(我们?|俺|咱们?|本人|他|她|听说|据说|有人|家里|家长|爸妈|我[爸妈姐哥]|表[姐哥弟妹]|班群?里|群里|同学|朋友|室友|老师|学[姐长]|刚刚?|最近|马上|"
    r"今[天年晚]|明[天年]|昨[天晚]|去年|前[天年]|这周|下周|[上下这]学期|不想|懒得|一看)|[了过啦呀啊哦](?=[，,；;。？?！!…：]|$)"
)
_CONDITION = re.compile(
    r"(以后|之后|后|以前|之前|时候?|的话|里面?|中|当中|上|下|内|情况|证书?|认证|标准|考试)[，,]$|^(我们?想(?=.*[，,]$)|如果|要是|假如|按|根据|除了|关于|对于)|[“”\"「」《》『』]"
)
_WHICH = re.compile(
    r"什么|啥|(?<![好这那十前后头])几|多少|多大|多长|哪|谁|怎么|咋|如何|何时|何种|多久|还是|为何|为啥|\b(what|how|which|who|whose|when|where|why)\b",
    re.IGNORECASE,
)
# What asks for things rather than for how much, when or if.
_FOR_THINGS = ("什么", "啥", "哪", "谁", "推荐", *("几" + m for m in "个张门本家种类"))
_FOR_THINGS_EN = frozenset({"what", "which", "who", "whose"})
_WHETHER = re.compile(
    r"吗|呢|吧|么(?=[？?，,。]|$)|是否|能否|可不可以|有没有|(?P<a>[\u4e00-\u9fff])[不没](?P=a)|[不没](?=[？?，,。！!；;\s]|$)|"
    r"\b(whether|do|does|did|is|are|was|were|can|could|may|must|should|will)\b|[？?]",
    re.IGNORECASE,
)
_TELLS_TO_ANSWER = (
    *(
        "请",
        "求",
        "推荐",
        "麻烦",
        "给出",
        "帮",
        "列一下",
        "列下",
        "列出",
        "列个",
        "列给",
        "报给",
        "说说",
        "讲讲",
        "告诉",
        "给我",
    ),
    *("查下", "查一下", "念下", "念一下"),
)
_TELLS_TO_ANSWER_EN = frozenset({"list", "name", "tell", "give"})


def asks_something(clause: str) -> bool:
    """Whether a clause has a word or form that asks."""
    return bool(_WHICH.search(clause) or _WHETHER.search(clause))


def asks_which(text: str) -> bool:
    """Whether a text asks for things, so that what its answer names is what it asked for: not how much, when or if."""
    text = text.replace("为什么", "").replace("凭什么", "")
    return any(w in text for w in _FOR_THINGS) or not _FOR_THINGS_EN.isdisjoint(text.lower().split())


def asks_whether(clause: str) -> bool:
    """Whether a clause asks if something is so, and not which, who or how many."""
    return bool(_WHETHER.search(clause)) and not _WHICH.search(clause)


def asks(clause: str) -> bool:
    """Whether a clause has a word that asks, or that tells to answer."""
    return (
        asks_something(clause)
        or any(w in clause for w in _TELLS_TO_ANSWER)
        or not _TELLS_TO_ANSWER_EN.isdisjoint(clause.lower().split())
    )


def asking_part(question: str) -> str:
    """A question without the clauses that only tell a story; all of it where nothing else is left.

    A clause of nothing but asking words (「对吗」, 「分别是什么」) asks about the one before it.
    """
    clauses = [c for c in _END_OF_CLAUSE.split(question) if c.strip()]
    kept = [not _tells_a_story(c) for c in clauses]
    for number in range(len(clauses) - 1, 0, -1):
        if kept[number] and asks_only(clauses[number].strip(" ，,；;。？?！!…")):
            kept[number - 1] = True
    asking = any(keep and asks(c) for c, keep in zip(clauses, kept, strict=True))
    return "".join(c for c, keep in zip(clauses, kept, strict=True) if keep) if asking else question


def from_asking_clause(question: str) -> str:
    """A question from its first clause that asks on: what stands before it may only say who asks (「6班：」)."""
    clauses = [c for c in _END_OF_CLAUSE.split(question) if c.strip()]
    first = next((number for number, clause in enumerate(clauses) if asks(clause)), 0)
    return "".join(clauses[first:]).strip()


def _tells_a_story(clause: str) -> bool:
    if asks(clause) or _CONDITION.search(clause):
        return False
    return clause.endswith(_END_OF_SENTENCE) or bool(_STORY.search(clause.strip()))


def focused(question: str, lexicon: Lexicon) -> str | None:
    """The asking part with the names of the rest, or None where all of a question asks.

    Args:
        question: standalone question.
        lexicon: names that are kept from the clauses left out.
    """
    part = asking_part(question)
    if part == question:
        return None
    held = {(m.kind, m.id) for m in lexicon.find_in_question(part)}
    names = dict.fromkeys(m.text for m in lexicon.find_in_question(question) if (m.kind, m.id) not in held)
    return " ".join([*names, part])
