"""Where an answer stands: the documents that carry it, and whether these are official."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant.answering.rendering import cite
from assistant.answering.said import Earlier
from assistant.answering.verification import figures
from assistant.types import Authority, Document, Draft, Language, Passage, Statement, Status

_MAX_DOCUMENTS = 2
_OFFICIAL = frozenset({Authority.LAW, Authority.MINISTRY_NOTICE, Authority.NATIONAL_STANDARD, Authority.LOCAL_STANDARD})
_IS_OFFICIAL = {
    Language.ZH: {True: "是官方文件", False: "不是官方文件"},
    Language.EN: {True: "An official document", False: "Not an official document"},
}
_KIND = {
    Language.ZH: {
        Authority.LAW: "法律法规",
        Authority.MINISTRY_NOTICE: "部门通知",
        Authority.NATIONAL_STANDARD: "国家标准",
        Authority.LOCAL_STANDARD: "地方标准",
        Authority.GROUP_STANDARD: "团体标准",
        Authority.ORGANISATION: "机构自己的资料",
        Authority.PAPER: "论文",
        Authority.NEWS: "新闻报道",
        Authority.UNKNOWN: "来历不明的资料",
    },
    Language.EN: {a: a.value.replace("_", " ") for a in Authority},
}
_STANDS_IN = {
    Language.ZH: "{official}（{kind}）：前面那句出自《{title}》（{by}），{place}{repost}。",
    Language.EN: "{official} ({kind}): that stands in “{title}” ({by}), {place}{repost}.",
}
_ALSO = {
    Language.ZH: "另一处出自《{title}》（{by}），{place}，{official}（{kind}）{repost}。",
    Language.EN: "Also in “{title}” ({by}), {place}: {official} ({kind}){repost}.",
}
_REPOST = {Language.ZH: "；本库只见到转载，要用请核对原文", Language.EN: "; seen here in a repost only"}
_UNDATED = {Language.ZH: "未注明日期", Language.EN: "undated"}


def stands_in(
    draft: Draft, documents: Mapping[str, Document], language: Language, quoted: Passage | None = None
) -> Draft:
    """In place of an answer where it stands and how official that is; unchanged where nothing is cited.

    Args:
        draft: the answer to what was asked before.
        documents: by id.
        language: of the reply.
        quoted: what the last reply quotes; it counts before what the question would be answered from now.
    """
    citations = [c for s in draft.statements for c in s.citations]
    if quoted is not None:
        citations = [cite(documents[quoted.document_id], quoted)]
    cited = {c.document: c for c in reversed(citations)}
    first_named = dict.fromkeys(c.document for c in citations)
    said: list[Statement] = []
    for id_ in list(first_named)[:_MAX_DOCUMENTS]:
        citation, document = cited[id_], documents[id_]
        text = (_ALSO if said else _STANDS_IN)[language].format(
            official=_IS_OFFICIAL[language][document.authority in _OFFICIAL],
            kind=_KIND[language][document.authority],
            title=document.title,
            by=f"{document.publisher}，{document.issued or _UNDATED[language]}",
            place=citation.locator,
            repost=_REPOST[language] if document.repost else "",
        )
        said.append(Statement(text, (citation,), figures(text)))
    return replace(draft, statements=tuple(said)) if said else draft


def asked_beside(
    line: str, beside: str, answered: Callable[[str], Draft | None], earlier: Earlier
) -> tuple[Statement, ...]:
    """What is asked of a line of an answer beside where it stands (「…现在还算数吗」), as far as that is new.

    Args:
        line: of the last reply.
        beside: what is asked of it.
        answered: the answer to a question by itself.
        earlier: what was said before.
    """
    about = line.strip("- ").partition("：")[0]
    answer = answered(f"{about}，{beside}")
    if answer is None or answer.status is not Status.ANSWERED:
        return ()
    return tuple(s for s in answer.statements if s.citations and not earlier.has(s.text))[:1]
