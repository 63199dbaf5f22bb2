"""What a person decides on proposed records: written into the pack's records, or not proposed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import yaml
from filelock import FileLock

from assistant.catalogue.check import check_catalogue
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.model import Place
from assistant.corpus.compare import compact
from assistant.desk.worked import Worked
from assistant.drafting.drafts import Draft, DraftField
from assistant.drafting.proposals import propose_records
from assistant.errors import CatalogueError, DraftError, ZhengtuError
from assistant.pack.files import write_whole
from assistant.pack.schema import FieldWords, Form, Kind
from assistant.types import Document, Passage

_DECIDED = "drafts:"
_MOST_TOLD = 3


def open_drafts(
    document: Document, passages: Sequence[Passage], catalogue: Catalogue, worked: Worked
) -> tuple[Draft, ...]:
    """The records proposed of a document on which nobody has decided, and that are not on record under their name."""
    decided = worked.done(f"{_DECIDED}{document.id}")
    held = {
        (r.kind.name, _bare(name), r.text("certificate"))
        for r in catalogue.everything()
        for name in (r.name, *r.aliases)
    }
    return tuple(
        d
        for d in propose_records(document, passages, catalogue)
        if d.key not in decided and (d.kind, _bare(d.name), d.certificate) not in held
    )


def _bare(name: str) -> str:
    return "".join(c for c in compact(name).casefold() if c.isalnum() or c == "_")


def mark_decided(document: str, drafts: Iterable[Draft], worked: Worked) -> None:
    """Propose some records no more: they were accepted or refused."""
    for draft in drafts:
        worked.tick(f"{_DECIDED}{document}", draft.key, done=True)


def edited(draft: Draft, values: Mapping[str, str]) -> Draft:
    """A draft as a person has put it right: other values, and without the fields that were emptied."""
    name = values.get("name", draft.name).strip()
    if not name:
        raise DraftError("记录要有名称。A record needs a name.")
    fields = (replace(f, value=values.get(f.name, f.value).strip()) for f in draft.fields)
    return replace(draft, name=name, fields=tuple(f for f in fields if f.value))


def accept(drafts: Sequence[Draft], folder: Path, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Write records into the pack; all of them or, where one is no valid record, none.

    Args:
        drafts: of any kinds, as a person has seen them.
        folder: of the pack's records, made if absent.
        texts: what stands under each locator of the drafts' documents (``located_texts``).

    Raises:
        DraftError: a value does not fit its field or does not stand at its place, what a record refers to is not on
            record, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".drafts.lock", timeout=10):
            _write(drafts, folder, texts)
    except OSError as error:
        raise DraftError(
            f"记录写不进 {folder}：{error.strerror or error}。"
            "The records cannot be written; check permissions and space."
        ) from error


def _write(drafts: Sequence[Draft], folder: Path, texts: Mapping[str, Mapping[str, str]]) -> None:
    for draft in drafts:
        _stands(draft, texts)
    catalogue = load_catalogue(folder)
    _belong(drafts, catalogue)
    schema, known = catalogue.schema, set(check_catalogue(catalogue, texts))
    before: dict[Path, bytes | None] = {}
    try:
        for kind in dict.fromkeys(d.kind for d in drafts):
            ids = {r.id for r in catalogue.all(kind)}
            entries = [_entry(d, schema.kinds[kind].fields, ids) for d in drafts if d.kind == kind]
            path = folder / f"{kind}.yaml"
            before[path] = path.read_bytes() if path.exists() else None
            text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000)
            held = (before[path] or b"").decode("utf-8-sig").rstrip()
            # An empty list is a file without records.
            held = "" if held in ("[]", "") else held + "\n"
            write_whole(path, (held + text).encode())
        problems = [p for p in check_catalogue(load_catalogue(folder), texts) if p not in known]
        if problems:
            raise DraftError(f"没有收下：{''.join(problems[:_MOST_TOLD])} Nothing was accepted.")
    except (ZhengtuError, OSError) as error:
        for path, content in before.items():
            path.unlink(missing_ok=True) if content is None else write_whole(path, content)
        if isinstance(error, CatalogueError):
            raise DraftError(f"没有收下：{error} Nothing was accepted.") from error
        raise


def _stands(draft: Draft, texts: Mapping[str, Mapping[str, str]]) -> None:
    own = DraftField("name", "名称", draft.name, draft.cite)
    for field in (own, *draft.fields):
        place = Place.parse(field.cite)
        if compact(field.value) not in texts.get(place.document, {}).get(place.locator, ""):
            raise DraftError(
                f"没有收下：{field.label}「{field.value}」不在「{place.locator}」里，要与出处一字不差。"
                "Nothing was accepted: this value does not stand at its place letter by letter."
            )


def _belong(drafts: Sequence[Draft], catalogue: Catalogue) -> None:
    """Requirements need their certificate."""
    known = {r.id for r in catalogue.certificates()} | {d.id for d in drafts if d.kind == Kind.CERTIFICATE}
    for draft in drafts:
        if draft.certificate and draft.certificate not in known:
            raise DraftError(
                f"没有收下「{draft.name}」：请先收下它所属的证书「{draft.certificate}」。"
                "Nothing was accepted: please accept the certificate that it belongs to first."
            )


def _entry(draft: Draft, fields: Mapping[str, FieldWords], ids: set[str]) -> dict[str, object]:
    """A record as it stands in a file: each cited value with its place, unless that is the record's own."""
    id_ = next(i for n in count(1) if (i := f"{draft.id}-{n}" if n > 1 else draft.id) not in ids)
    ids.add(id_)
    entry: dict[str, object] = {"id": id_, "name": draft.name, "cite": draft.cite}
    if draft.certificate:
        entry["certificate"] = draft.certificate
    for field in draft.fields:
        value = _value(field, fields[field.name])
        entry[field.name] = value if field.cite == draft.cite else {"value": value, "cite": field.cite}
    return entry


def _value(field: DraftField, words: FieldWords) -> object:
    if words.form is Form.NUMBER:
        if not field.value.isdigit():
            raise DraftError(f"{field.label}应是整数，不是「{field.value}」。This field takes a whole number.")
        return int(field.value)
    return [field.value] if words.form is Form.LIST else field.value
