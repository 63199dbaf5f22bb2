"""Evidence as the numbered lines that a model reads: what stands under an id is all that it may cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evidence.evidence import Evidence, Form
from assistant.llm.grounding import Line
from assistant.types import Authority, Document

_LETTER = {Form.SPAN: "e", Form.ROW: "e", Form.COMPUTED: "c", Form.NOTICE: "n"}
_STANDING = {
    Authority.LAW: "law",
    Authority.MINISTRY_NOTICE: "ministry notice",
    Authority.NATIONAL_STANDARD: "national standard",
    Authority.LOCAL_STANDARD: "local standard",
    Authority.GROUP_STANDARD: "group standard",
    Authority.ORGANISATION: "organisation's own document",
    Authority.PAPER: "paper",
    Authority.NEWS: "news",
}
_SEPARATOR = " › "


def number(evidence: Sequence[Evidence], documents: Mapping[str, Document]) -> tuple[Line, ...]:
    """Every piece of evidence under an id of its own: e1, e2 … for sources, c1 … computed, n1 … notices.

    What counts as shown under an id is its line and the heads of the documents that it cites.
    """
    counts = {"e": 0, "c": 0, "n": 0}
    codes = _codes(evidence)
    lines = []
    for piece in evidence:
        letter = _LETTER[piece.form]
        counts[letter] += 1
        heads = [_head(documents[id_]) for id_ in _cited([piece]) if id_ in documents]
        lines.append(Line(f"{letter}{counts[letter]}", piece, "\n".join([_shown(piece, codes), *heads])))
    return tuple(lines)


def show(lines: Sequence[Line], documents: Mapping[str, Document]) -> str:
    """The documents with title, publisher, standing and dates, then a line for each id."""
    codes = _codes([line.evidence for line in lines])
    heads = [f"{code} = {_head(documents[id_])}" for id_, code in codes.items() if id_ in documents]
    return "\n".join([*heads, "", *(f"{line.id} | {_shown(line.evidence, codes)}" for line in lines)])


def _codes(evidence: Sequence[Evidence]) -> dict[str, str]:
    """D1, D2 … for the documents, in the order in which they are cited first."""
    return {id_: f"D{i}" for i, id_ in enumerate(_cited(evidence), start=1)}


def _cited(evidence: Sequence[Evidence]) -> list[str]:
    """Ids of the documents, in the order in which they are cited first."""
    return list(dict.fromkeys(c.document for e in evidence for c in e.citations))


def _head(document: Document) -> str:
    held = [
        f"《{document.title}》" if document.title != document.id else document.id,
        document.publisher,
        _STANDING.get(document.authority, ""),
        _issued(document),
        f"in force from {document.effective}" if document.effective else "",
        "only a repost was seen" if document.repost else "",
    ]
    return "; ".join(part for part in held if part)


def _issued(document: Document) -> str:
    """When it was issued; nothing of a plain file, of which nobody was asked."""
    if document.issued:
        return f"issued {document.issued}"
    if document.dates:
        return "each part has its own date"
    return "date unknown" if document.issued_note else ""


def _shown(piece: Evidence, codes: Mapping[str, str]) -> str:
    where = []
    if piece.passage is not None:
        # The first part of a header names the document, which has its own line; what the locator says again is left
        # out: a headline twice on each of forty lines is paid for forty times.
        locator = piece.passage.locator
        inner = [part for part in piece.passage.header.split(_SEPARATOR)[1:] if part not in locator]
        where = [_SEPARATOR.join([f"{codes[piece.passage.document_id]} {locator}".strip(), *inner])]
    elif piece.citations:
        where = [", ".join(dict.fromkeys(f"{codes[c.document]} {c.locator}".strip() for c in piece.citations[:3]))]
    return " | ".join([*where, piece.text])
