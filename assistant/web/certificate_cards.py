"""A certificate's card: its name, status and main facts, each value with the numbers of its citations."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.catalogue.model import CentreCertification, Certificate
from assistant.catalogue.profiles import Profile
from assistant.web.certificate_writing import Writer, described


def render_card(profile: Profile, writer: Writer, *, compared: bool) -> str:
    """The card; the rest is fetched when a person opens it."""
    record, texts = profile.record, writer.texts
    id_, status = escape(record.id), profile.status.status.value
    label = escape(texts.compare_one.format(name=record.name if writer.zh else record.name_en))
    return (
        f'<article class="zt-card" id="zt-card-{id_}" aria-labelledby="zt-name-{id_}">'
        f'<header><p class="zt-kind">{escape(texts.kinds[profile.kind])}</p>'
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
    record = profile.record
    own = _of_a_certificate(record, writer) if isinstance(record, Certificate) else _of_the_centre(record, writer)
    return described([*_levels(profile, writer), *own])


def _levels(profile: Profile, writer: Writer) -> Iterator[tuple[str, str]]:
    """Each level with the place that states it: the certificate's own, or that of a work area or textbook."""
    record = profile.record
    own = record.level if isinstance(record, Certificate) else record.talent_level
    shown = []
    for level in profile.levels:
        areas = [a for a in profile.work_areas if a.level == level]
        books = [t for t in profile.textbooks if t.level == level]
        stating = record if level == own else (*areas, *books)[0]
        shown.append(escape(writer.level(level)) + writer.cited(stating, "level", "talent_level"))
    if shown:
        yield writer.texts.level, ("、" if writer.zh else ", ").join(shown)


def _of_a_certificate(record: Certificate, writer: Writer) -> Iterator[tuple[str, str]]:
    texts = writer.texts
    issuer = escape(record.issuer_en) if record.issuer_en and not writer.zh else writer.words(record.issuer)
    yield texts.issuer, issuer + writer.cited(record, "issuer")
    yield texts.year, escape(texts.year_value.format(n=record.year)) + writer.cited(record, "year")
    yield texts.posts, writer.listed(record.duties) + writer.cited(record, "duties")


def _of_the_centre(record: CentreCertification, writer: Writer) -> Iterator[tuple[str, str]]:
    texts = writer.texts
    for label, field in (
        (texts.issuer, "provider"),
        (texts.awarded_as, "awarded_as"),
        (texts.group, "group"),
        (texts.board, "board"),
        (texts.entry, "entry"),
        (texts.posts, "target_people"),
        (texts.content, "content"),
        (texts.standard, "standard"),
        (texts.assessment, "assessment"),
        (texts.official_courses, "courses"),
    ):
        value = getattr(record, field)
        if value:
            shown = writer.listed(value) if isinstance(value, list) else writer.words(value)
            yield label, shown + writer.cited(record, field)
