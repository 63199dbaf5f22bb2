"""The values that pass between the stages, in the order in which data meets them.

Path -> Document -> Passage -> (index) ; Turn -> Query -> Evidence -> Draft -> Answer.
All are frozen: a stage makes a new value, it never changes one.
"""

from assistant.types.answers import (
    Answer,
    Citation,
    Draft,
    Message,
    Notice,
    NoticeKind,
    NumberedNotice,
    Piece,
    Replacement,
    Statement,
    Status,
    Step,
    Turn,
)
from assistant.types.sources import EDITION_MARK, Authority, Document, Language, Passage, PassageKind, Scored, Section

__all__ = [
    "Answer",
    "Authority",
    "Citation",
    "Document",
    "Draft",
    "EDITION_MARK",
    "Language",
    "Message",
    "Notice",
    "NoticeKind",
    "NumberedNotice",
    "Passage",
    "PassageKind",
    "Piece",
    "Replacement",
    "Scored",
    "Section",
    "Statement",
    "Status",
    "Step",
    "Turn",
]
