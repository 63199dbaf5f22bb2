"""The plan page's form; page and script name its fields as PlanRequest does."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.answering.places import Places
from assistant.answering.profile_answers import english_group
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.talent_profile import by_group
from assistant.pack.schema import Kind
from assistant.web.html import action, choice, options
from assistant.web.strings import Strings

_MAX_ROLE_CHARS = 200


def render_fields(catalogue: Catalogue, places: Places, strings: Strings) -> str:
    """The form's fields, filled with what the records name; ``places`` know the groups' English names."""
    texts, zh = strings.of("plan"), strings.zh
    roles = dict.fromkeys(r.named(strings.language) for r in catalogue.all(Kind.ROLE))
    steps = {s.zh: s for kind in catalogue.schema.certificate_kinds() for s in kind.steps}
    levels = {name: name if zh else step.en for name, step in steps.items()}
    certificates = {c.id: c.name if zh else f"{c.name_en} ({c.name})" for c in catalogue.all(Kind.CERTIFICATE)}
    talent = {t.name: t.name if zh else f"{t.name_en} ({t.name})" for t in catalogue.all(Kind.TALENT_LEVEL)}
    options = "".join(f'<option value="{escape(r)}">' for r in roles)
    return (
        f"<fieldset><legend>{escape(texts.goal)}</legend>"
        f'<div><label for="zt-p-role">{escape(texts.role)}</label>'
        f'<input id="zt-p-role" name="role" type="text" list="zt-p-roles" maxlength="{_MAX_ROLE_CHARS}" '
        f'placeholder="{escape(strings.own.said["role_placeholder"])}" autocomplete="off">'
        f'<datalist id="zt-p-roles">{options}</datalist></div>'
        + _select("certificate", texts.certificate, certificates, texts.by_role)
        + '<div class="zt-pair">'
        + _select("level", texts.level, levels, texts.no_level)
        + _select("target_level", texts.target, levels, texts.own_target)
        + "</div></fieldset>"
        + _courses(strings)
        + f'<details class="zt-skills"><summary>{escape(texts.skills)}</summary>'
        + _select("talent_level", texts.talent_level, talent, texts.no_talent_level)
        + _skills(catalogue, places, strings)
        + "</details>"
        + '<div class="zt-form-actions">'
        + f'<button type="submit" class="zt-primary">{escape(texts.see)}</button>'
        + f'<button type="reset" class="zt-action">{escape(texts.clear)}</button></div>'
    )


def render_empty(catalogue: Catalogue, strings: Strings) -> str:
    """What stands in the result's place before anything is chosen: jobs to start from, one a certificate."""
    texts = strings.of("plan")
    first: dict[tuple[str, ...], Record] = {}
    for role in catalogue.all(Kind.ROLE):
        first.setdefault(tuple(role.texts("certificates")), role)
    chips = "".join(
        action("chooseRole", name, "zt-chip", role=name) for name in (r.named(strings.language) for r in first.values())
    )
    return (
        f'<div class="zt-plan-empty"><h2>{escape(texts.empty)}</h2><p>{escape(texts.empty_detail)}</p>'
        f'<div class="zt-chips">{chips}</div></div>'
    )


def _courses(strings: Strings) -> str:
    texts = strings.of("plan")
    api = strings.api
    template = "".join(
        f'<a class="zt-action" href="{api}/plan/template.{ending}?language={strings.language.value}" download>'
        f"{escape(texts.template)} {ending.upper()}</a>"
        for ending in ("xlsx", "csv")
    )
    return (
        f'<fieldset><legend class="zt-hidden">{escape(texts.courses)}</legend>'
        f'<label for="zt-p-courses">{escape(texts.courses)}</label>'
        f'<p class="zt-hint" id="zt-p-courses-hint">{escape(texts.courses_hint)}</p>'
        f'<textarea id="zt-p-courses" name="courses" rows="6" aria-describedby="zt-p-courses-hint" spellcheck="false" '
        f'placeholder="{escape(strings.own.said["courses_placeholder"])}"></textarea>'
        f'<div class="zt-upload" data-url="{api}/plan/courses?language={strings.language.value}" '
        f'data-busy="{escape(texts.uploading)}" data-failed="{escape(texts.upload_failed)}" '
        f'data-too-large="{escape(texts.too_large)}" data-skipped="{escape(texts.skipped)}" '
        f'data-row="{escape(texts.row)}">'
        f'<input class="zt-hidden" id="zt-p-file" type="file" accept=".xlsx,.csv" aria-label="{escape(texts.upload)}">'
        f'<label for="zt-p-file" class="zt-action" aria-hidden="true">{escape(texts.upload)}</label>{template}</div>'
        f'<div id="zt-p-read" role="status"></div></fieldset>'
    )


def _skills(catalogue: Catalogue, places: Places, strings: Strings) -> str:
    groups = []
    for group, elements in by_group(catalogue.all(Kind.SKILL_ELEMENT)).items():
        boxes = "".join(
            f'<label><input type="checkbox" name="skills" value="{escape(e.name)}">'
            f"<span>{escape(e.named(strings.language))}</span></label>"
            for e in elements
        )
        title = group if strings.zh else english_group(elements[0], places)
        groups.append(f'<fieldset class="zt-skill-group"><legend>{escape(title)}</legend>{boxes}</fieldset>')
    return "".join(groups)


def _select(name: str, label: str, values: Mapping[str, str], none: str) -> str:
    return choice(f"zt-p-{name}", name, label, options(values, every=none))
