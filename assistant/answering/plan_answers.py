"""Plans as sentences: what is met, what is open, what to learn in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.verification import figures
from assistant.catalogue.model import Record
from assistant.catalogue.plan import Plan, StepState
from assistant.catalogue.study import StudyItem, StudyKind
from assistant.types import Citation, Draft, Language, Statement, Status

_KINDS: dict[StudyKind, tuple[str, str]] = {
    StudyKind.COURSE: ("课程", "Courses"),
    StudyKind.ONLINE: ("认证中心线上模块", "Online modules"),
    StudyKind.TEXTBOOK: ("教材", "Textbooks"),
}
# So many codes in a row are still listed one by one.
_MAX_LISTED = 2


def answer_plan(plan: Plan, language: Language, places: Places) -> Draft:
    """The target, what is open by work task, and what to learn in order with the hours that sources state."""
    zh = language is Language.ZH
    statements = [_target(plan, language, places), *_advice(plan, language, places)]
    if plan.covered or plan.open:
        statements.append(_balance(plan, language, places))
    statements += _items(plan.items, language, places)
    statements += [Statement(g.text if zh else g.text_en, computed=figures(g.text + g.text_en)) for g in plan.gaps]
    name = plan.certificate.name if zh else plan.certificate.name_en
    suggestions = (f"{name}考哪些内容？", f"{name}现在还能报考吗？") if zh else (f"What does {name} examine?",)
    return Draft(Status.ANSWERED, tuple(statements), suggestions=suggestions, intent="plan")


def _target(plan: Plan, language: Language, places: Places) -> Statement:
    certificate, target = plan.certificate, next(s for s in plan.steps if s.state is StepState.TARGET)
    duties = "、".join(plan.fit.duties) if plan.fit else ""
    if language is Language.ZH:
        reason = f"，它面向的岗位有「{duties}」" if duties else ""
        text = f"目标：「{certificate.name}」{plan.target}{reason}；评价组织是{certificate.text('issuer')}。"
    else:
        reason = f", whose target posts name {duties}" if duties else ""
        level = certificate.kind.level_in(plan.target, language)
        text = (
            f"Target: {certificate.name_en} ({certificate.name}) at {level} level{reason}; "
            f"it is run by {certificate.text('issuer')}."
        )
    citations = [
        *(places.cite(p, plan.target, language) for p in target.places[:1]),
        places.cite(certificate.place("issuer"), certificate.text("issuer"), language),
        *([places.cite(plan.place, plan.fit.duties[0], language)] if plan.fit and plan.fit.duties else []),
    ]
    return Statement(text, kept(citations))


def _advice(plan: Plan, language: Language, places: Places) -> Iterable[Statement]:
    """What the source advises on lower levels, which are no condition."""
    levels = [s for s in plan.steps if s.state is StepState.ADVISED and s.advice]
    if not levels or levels[0].advice is None:
        return ()
    advice = levels[0].advice
    if language is Language.ZH:
        names = "、".join(s.level for s in levels)
        text = f"先学{names}内容：资料{advice.text('advice')}；这是建议，不是报考条件。"
    else:
        names = ", ".join(plan.certificate.kind.level_in(s.level, language) for s in levels)
        text = f"First learn the contents of the {names} level: the source advises it and makes it no condition."
    return (Statement(text, kept([places.cite(advice.place("advice"), advice.text("advice"), language)])),)


def _balance(plan: Plan, language: Language, places: Places) -> Statement:
    """How many requirements are covered and open, with the tasks of the open ones."""
    every = len(plan.covered) + len(plan.open)
    tasks = dict.fromkeys((o.requirement.text("task_code"), o.requirement.text("task")) for o in plan.open)
    named = joined((f"{code} {task}" for code, task in tasks), language)
    if language is Language.ZH:
        if plan.goal.done:
            text = f"资料列出的{every}条职业技能要求里，您学过的课程覆盖{len(plan.covered)}条，还有{len(plan.open)}条"
            text += f"，属于{named}。" if plan.open else "。"
        else:
            text = f"要达到的职业技能要求共{every}条，属于{named}。"
    elif plan.goal.done:
        text = f"Of the {every} skill requirements in the sources your courses cover {len(plan.covered)}; "
        text += f"{len(plan.open)} are open"
        text += f": {named}." if plan.open else "."
    else:
        text = f"There are {every} skill requirements: {named}."
    return Statement(text, _first_of_each([o.requirement for o in (*plan.open, *plan.covered)], places), figures(text))


def _items(items: Sequence[StudyItem], language: Language, places: Places) -> Iterable[Statement]:
    """One statement a level and kind, in the order in which to learn them."""
    zh = language is Language.ZH
    levels = {i.level for i in items}
    for (level, kind), same in groupby(items, key=lambda i: (i.level, i.kind)):
        group = list(same)
        label = _KINDS[kind][0 if zh else 1]
        head = (
            f"{level}{label}"
            if zh and len(levels) > 1
            else f"{label} ({group[0].record.kind.level_in(level, language)})"
            if not zh
            else label
        )
        text = f"{head}{'：' if zh else ': '}{('；' if zh else '; ').join(_item(i, language) for i in group)}。"
        total = sum(i.hours or 0 for i in group)
        if kind is StudyKind.TEXTBOOK and total and len(group) > 1:
            text += f"建议学时合计{total}。" if zh else f" Suggested hours in all: {total}."
        citations = [places.cite(p, i.record.name, language) for i in group for p in i.places]
        yield Statement(text if zh else text.replace("。", "."), kept(citations), figures(text))


def _item(item: StudyItem, language: Language) -> str:
    zh = language is Language.ZH
    name = (
        item.record.name
        if zh or item.record.name_en == item.record.name
        else f"{item.record.name_en} ({item.record.name})"
    )
    told = [
        item.semester or "",
        (f"{item.hours}学时" if zh else f"{item.hours} hours") if item.hours else "",
        _codes(item.requirements),
    ]
    facts = ("，" if zh else ", ").join(t for t in told if t)
    return f"{name}（{facts}）" if zh and facts else f"{name} ({facts})" if facts else name


def _first_of_each(requirements: Sequence[Record], places: Places) -> tuple[Citation, ...]:
    """The first requirement of every task."""
    firsts = {r.text("task_code"): r for r in reversed(requirements)}
    in_order = sorted(firsts.values(), key=lambda r: r.text("code"))
    return kept(places.cite(r.place("name"), r.name) for r in in_order)


def _codes(requirements: Sequence[Record]) -> str:
    """Codes in order, three or more that follow each other as first–last."""
    runs: list[list[str]] = []
    for code in (r.text("code") for r in requirements):
        task, _, number = code.rpartition(".")
        if runs and runs[-1][-1] == f"{task}.{int(number) - 1}":
            runs[-1].append(code)
        else:
            runs.append([code])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > _MAX_LISTED else "、".join(run) for run in runs)
