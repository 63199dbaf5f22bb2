"""A certificate's card: its name, status and main facts, each value with the numbers of its citations."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.catalogue.model import Record
from assistant.catalogue.profiles import Profile
from assistant.web.certificate_writing import Writer
from assistant.web.html import described


def render_card(profile: Profile, writer: Writer, *, compared: bool) -> str:
    """The card; the rest is fetched when a person opens it."""
    record, texts = profile.record, writer.texts
    id_, status = escape(record.id), profile.status.status.value
    label = escape(texts.compare_one.format(name=record.named(writer.strings.language)))
    return (
        f'<article class="zt-card" id="zt-card-{id_}" aria-labelledby="zt-name-{id_}">'
        f'<header><p class="zt-kind">{escape(record.kind.one[writer.strings.language])}</p>'
        f'<h2 id="zt-name-{id_}">{writer.name(record)}</h2>'
        f'<span class="zt-state zt-state-{status}">{escape(texts.statuses[status])}</span></header>'
        f"{render_facts(profile, writer)}"
        f'<label class="zt-pick"><input type="checkbox" data-compare="{id_}" aria-label="{label}"'
        f"{' checked' if compared else ''}> {escape(texts.compare)}</label>"
        f'<details class="zt-more" data-id="{id_}"><summary>{escape(texts.more)}</summary>'
        f'<div class="zt-detail" aria-live="polite">{escape(texts.loading)}</div></details></article>'
    )


def render_facts(profile: Profile, writer: Writer) -> str:
    """The main facts, which begin the numbering of citations."""
    return described([*_levels(profile, writer), *_fields(profile.record, writer)])


def _levels(profile: Profile, writer: Writer) -> Iterator[tuple[str, str]]:
    """Each level with the place that states it: the certificate's own, or that of a work area or textbook."""
    record = profile.record
    shown = []
    for level in profile.levels:
        beside = (r for r in (*profile.work_areas, *profile.textbooks) if r.text("level") == level)
        stating = record if level == profile.level else next(beside)
        shown.append(escape(writer.level(level, record)) + writer.cited(stating, stating.kind.level))
    if shown:
        yield (
            record.kind.field(record.kind.level).label[writer.strings.language],
            writer.strings.comma.join(shown),
        )


def _fields(record: Record, writer: Writer) -> Iterator[tuple[str, str]]:
    """The fields that the schema puts on a card, as far as the record has them."""
    for words in record.kind.shown_fields:
        if record.get(words.name) is not None:
            english = record.text(f"{words.name}_en")
            shown = escape(english) if english and not writer.zh else writer.listed(record.texts(words.name))
            yield words.label[writer.strings.language], shown + writer.cited(record, words.name)
