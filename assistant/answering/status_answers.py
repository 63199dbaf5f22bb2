"""「2026年还能考X证书吗」: whether a certificate can still be taken on the day, from the recorded changes of status."""

from __future__ import annotations

import re

from assistant.answering.places import Places
from assistant.answering.unknowns import unknown_x_certificates
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Certificate, Place, StatusChange
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.query import Query

_CAN_ONE_TAKE_IT = re.compile(
    r"(?:再|重新|新)(?:去)?(?:申报|报名?|报考|开考|考)(?:一?(?:批|个|张|期|次))?.{0,30}(?:吧|吗|行不行|可以|能|对不对)|"
    r"(?:还|仍)(?:能|可以|可|有|让)[^，。？?]{0,8}(?:考|报|参加)|(?:能不能|能否|可不可以|来得及)再?(?:去|继续)?(?:考|报|参加)|"
    r"\bstill\b[^.?]{0,12}\b(?:take|sit|register|enrol\w*|apply|sign up|get)\b|"
    r"\bcan (?:i|we|one|students?)\b[^.?]{0,20}\b(?:take|sit|register|enrol\w*|sign up)\b"
)
# What becomes of a certificate already held, what it brings, how often or where: other questions.
_ASKS_ELSE = re.compile(
    r"已经?(?:考|拿|取得|有|报)|拿到(?:手|的|了|过)|考过|持证|补贴|免考|学分|有效|认可|作废|费|钱|时间|条件|补考|延期|延长|几|哪|什么|啥|多少|怎么|"
    r"\b(?:already|valid|held|subsid\w*|credits?|fee|cost|how|which|where|what)\b"
)
_ANY_OF_THEM = re.compile(r"1\+x|(?<![a-z])x\s?证|x certificate|职业技能等级证")


def answer_status(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The change in force on the day that bears on the certificate, None when nothing of the kind is asked.

    A certificate is meant by its name or, with the family's (1+X), all of them.
    """
    text = normalise(query.standalone)
    if not _CAN_ONE_TAKE_IT.search(text) or _ASKS_ELSE.search(text) or unknown_x_certificates(query):
        return None
    for change in catalogue.status_changes:
        if query.as_of < change.from_date or not _bears_on(change, text, catalogue):
            continue
        citation = places.cite(Place.parse(change.cite), "", query.language)
        if citation:
            said = change.text if query.language is Language.ZH else change.text_en
            return Draft(Status.ANSWERED, (Statement(said, (citation,)),), intent="certificate_status")
    return None


def _bears_on(change: StatusChange, text: str, catalogue: Catalogue) -> bool:
    named = [c for c in catalogue.all(Certificate) if any(normalise(n) in text for n in (c.name, *c.aliases))]
    if named:
        return any(c.id in change.certificates for c in named)
    return bool(_ANY_OF_THEM.search(text))
