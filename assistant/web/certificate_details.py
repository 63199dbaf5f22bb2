"""What an opened card holds: status over time, work areas, requirements, textbooks, courses, sources."""

from __future__ import annotations

from html import escape

from assistant.catalogue.model import Place
from assistant.catalogue.profiles import Profile
from assistant.catalogue.status import StatusEvent
from assistant.web.certificate_cards import render_facts
from assistant.web.certificate_writing import Writer
from assistant.web.html import bullets, described, folded, section, table


def render_detail(profile: Profile, writer: Writer) -> str:
    """All parts that the catalogue knows of; citations go on from the numbers of the card."""
    render_facts(profile, writer)
    texts = writer.texts
    count = f"（{len(profile.requirements)}）" if writer.zh else f" ({len(profile.requirements)})"
    return "".join(
        (
            section(texts.timeline, _timeline(profile, writer)),
            section(texts.work_areas, _work_areas(profile, writer)),
            section(texts.requirements + count, _requirements(profile, writer)),
            section(texts.textbooks, _textbooks(profile, writer)),
            section(texts.modules, _modules(profile, writer)),
            section(texts.courses, _courses(profile, writer)),
            section(texts.conflicts, _conflicts(profile, writer)),
            writer.sources(),
        )
    )


def _timeline(profile: Profile, writer: Writer) -> str:
    on = profile.status
    items = "".join(_event(e, writer, current=e is on.event) for e in on.events)
    ahead = f"<p>{escape(writer.texts.announced.format(day=on.ahead.since))}</p>" if on.ahead else ""
    return f'<ol class="zt-timeline">{items}</ol>{ahead}'


def _event(event: StatusEvent, writer: Writer, *, current: bool) -> str:
    text = event.text if writer.zh else event.text_en
    here = ' aria-current="true"' if current else ""
    return (
        f"<li{here}><time>{escape(event.since)}</time> <b>{escape(writer.texts.statuses[event.status.value])}</b>"
        f"<p>{escape(text)}{writer.mark(writer.locate(event.place, ''))}</p></li>"
    )


def _work_areas(profile: Profile, writer: Writer) -> str:
    rows = []
    for level in dict.fromkeys(a.text("level") for a in profile.work_areas):
        areas = []
        for area in (a for a in profile.work_areas if a.text("level") == level):
            tasks = f": {writer.listed(area.texts('tasks'))}" if area.texts("tasks") else ""
            areas.append(writer.name(area) + tasks + writer.cited(area, "name"))
        rows.append((writer.level(level, profile.record), bullets(areas)))
    return described(rows)


def _requirements(profile: Profile, writer: Writer) -> str:
    blocks = []
    for code, task in dict.fromkeys((r.text("task_code"), r.text("task")) for r in profile.requirements):
        items = [
            f"<b>{escape(r.text('code'))}</b> {writer.words(r.name)}{writer.cited(r, 'name')}"
            for r in profile.requirements
            if (r.text("task_code"), r.text("task")) == (code, task)
        ]
        blocks.append(folded(f"{escape(code)} {writer.words(task)} ({len(items)})", bullets(items)))
    return "".join(blocks)


def _textbooks(profile: Profile, writer: Writer) -> str:
    texts = writer.texts

    def known(number: int | None) -> str:
        return escape(texts.not_stated) if number is None else str(number)

    head = (texts.textbook, texts.level, texts.hours, texts.self_practice, texts.chapters, texts.online)
    rows = [
        (
            writer.name(t) + writer.cited(t, "hours"),
            escape(writer.level(t.text("level"), t)),
            known(t.number("hours")),
            known(t.number("self_practice_hours")),
            known(t.number("chapters")),
            known(t.number("online_hours")),
        )
        for t in profile.textbooks
    ]
    return table(head, rows)


def _modules(profile: Profile, writer: Writer) -> str:
    return bullets(
        f"{writer.words(m.text('programme'))} · {writer.name(m)}: {writer.listed(m.texts('sections'))}"
        f"{writer.cited(m, 'sections')}"
        for m in profile.modules
    )


def _courses(profile: Profile, writer: Writer) -> str:
    """The school's courses that carry the requirements, with semester, fusion method and tasks."""
    texts, rows = writer.texts, []
    for name in dict.fromkeys(c for r in profile.requirements for c in r.texts("courses")):
        mine = [r for r in profile.requirements if name in r.texts("courses")]
        semesters = [
            s for r in mine for c, s in zip(r.texts("courses"), r.texts("semesters"), strict=False) if c == name
        ]
        rows.append(
            (
                writer.words(name) + writer.cited(mine[0], "courses"),
                writer.listed(semesters),
                writer.listed(r.text("method") for r in mine),
                writer.listed(r.text("task_code") for r in mine),
            )
        )
    return table((texts.course, texts.semester, texts.method, texts.tasks), rows)


def _conflicts(profile: Profile, writer: Writer) -> str:
    blocks = []
    for conflict in profile.conflicts:
        claims = []
        for claim in conflict.claims:
            preferred = f" <b>{escape(writer.texts.preferred)}</b>" if claim.preferred else ""
            citation = writer.locate(Place.parse(claim.cite), claim.value)
            claims.append(writer.words(claim.value) + preferred + writer.mark(citation))
        attribute = conflict.attribute if writer.zh else conflict.attribute_en
        reason = conflict.reason if writer.zh else conflict.reason_en
        blocks.append(f"<h4>{escape(attribute)}</h4>{bullets(claims)}<p>{escape(reason)}</p>")
    return "".join(blocks)
