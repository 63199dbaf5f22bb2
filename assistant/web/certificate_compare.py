"""Two or three certificates side by side, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.catalogue.profiles import Profile
from assistant.types import Language
from assistant.web.html import action
from assistant.web.strings import Strings

MAX_COMPARED = 3


def render_comparison(profiles: Sequence[Profile], strings: Strings) -> str:
    """The table, a hint while only one is chosen, nothing while none is.

    Each field has a row of its own over the values, so that three columns fit a phone. A field whose values differ says
    so in a word; of lists, the members that not all share are marked.
    """
    texts = strings.of("certificates")
    if not profiles:
        return ""
    clear = action("clearCompare", texts.compare_clear)
    title = f'<header><h2 id="zt-compare-title" tabindex="-1">{escape(texts.compare_heading)}</h2>{clear}</header>'
    if len(profiles) == 1:
        return f"{title}<p>{escape(texts.compare_hint)}</p>"
    head = "".join(f'<th scope="col">{_name(p, strings.language)}</th>' for p in profiles)
    rows = "".join(
        _row(label, values, len(profiles), strings) for label, values in _fields(profiles, strings) if any(values)
    )
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _fields(profiles: Sequence[Profile], strings: Strings) -> list[tuple[str, list[list[str]]]]:
    """Each field's label with one list of values a certificate; an empty list where no source says."""
    texts = strings.of("certificates")

    def counted(profile: Profile) -> list[str]:
        return [texts.requirement_count.format(n=len(profile.requirements))] if profile.requirements else []

    def hours(profile: Profile) -> list[str]:
        books = profile.textbooks
        return (
            [texts.textbook_hours.format(n=len(books), hours=sum(b.number("hours") or 0 for b in books))]
            if books
            else []
        )

    return [
        (texts.status, [[texts.statuses[p.status.status.value]] for p in profiles]),
        (texts.level, [[p.record.kind.level_in(x, strings.language) for x in p.levels] for p in profiles]),
        *_stated(profiles, strings),
        (texts.work_areas, [[a.named(strings.language) for a in p.work_areas] for p in profiles]),
        (texts.requirements, [counted(p) for p in profiles]),
        (texts.textbooks, [hours(p) for p in profiles]),
        (texts.modules, [[m.named(strings.language) for m in p.modules] for p in profiles]),
    ]


def _stated(profiles: Sequence[Profile], strings: Strings) -> list[tuple[str, list[list[str]]]]:
    """The fields of the certificates' kinds, a row each; kinds that call issuer and posts differently share a row."""
    texts, language = strings.of("certificates"), strings.language
    mixed = len({p.record.kind.name for p in profiles}) > 1
    rows: dict[str, list[list[str]]] = {}
    for place, profile in enumerate(profiles):
        record, kind = profile.record, profile.record.kind
        for words in kind.shown_fields:
            label = words.label[language]
            if mixed and words.name in (*kind.issuer, *kind.posts):
                label = texts.issuer if words.name in kind.issuer else texts.posts
            english = record.text(f"{words.name}_en") if not strings.zh else ""
            rows.setdefault(label, [[] for _ in profiles])[place] += [english] if english else record.texts(words.name)
    return list(rows.items())


def _row(label: str, values: list[list[str]], columns: int, strings: Strings) -> str:
    texts = strings.of("certificates")
    differs = any(sorted(set(v)) != sorted(set(values[0])) for v in values)
    word = f'<span class="zt-differs">{escape(texts.differs)}</span>' if differs else ""
    if not differs:
        word = f'<span class="zt-hidden">{escape(texts.same)}</span>'
    shared = set(values[0]).intersection(*values)
    cells = "".join(f"<td>{_cell(v, shared, texts.not_stated)}</td>" for v in values)
    return (
        f'<tr class="zt-field{" zt-row-differs" if differs else ""}">'
        f'<th colspan="{columns}" scope="rowgroup">{escape(label)} {word}</th></tr><tr>{cells}</tr>'
    )


def _cell(values: list[str], shared: set[str], not_stated: str) -> str:
    if not values:
        return f'<span class="zt-unknown">{escape(not_stated)}</span>'
    shown = [escape(v) if v in shared else f'<em class="zt-only">{escape(v)}</em>' for v in dict.fromkeys(values)]
    return shown[0] if len(shown) == 1 else f"<ul>{''.join(f'<li>{s}</li>' for s in shown)}</ul>"


def _name(profile: Profile, language: Language) -> str:
    return escape(profile.record.named(language))
