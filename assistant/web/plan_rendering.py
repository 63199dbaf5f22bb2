"""A plan as HTML; every text that came from outside is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from assistant.api.plan_schemas import EvidenceBody, PlanBody, RequirementBody, StudyBody
from assistant.api.schemas import CitationBody, Said
from assistant.catalogue.codes import runs
from assistant.catalogue.coverage import CoverageStatus, EvidenceKind
from assistant.catalogue.study import Hours
from assistant.web.html import bullets, described, notice, paragraph, section
from assistant.web.markdown import citation_button, source_button
from assistant.web.plan_charts import render_matrix
from assistant.web.plan_skills import render_skills
from assistant.web.strings import Strings

# Lists up to this long stand open.
_SHORT_LIST = 12


class PlanPage:
    """Writes one plan; citations become the numbers that open the source panel."""

    def __init__(self, plan: PlanBody, strings: Strings) -> None:
        self._plan = plan
        self._strings = strings
        self._texts = strings.of("plan")
        self._citations = {c.n: c for c in plan.citations}

    def html(self, given: Sequence[tuple[str, str]], change: str, actions: str) -> str:
        """The whole result.

        Args:
            given: names and values of what was asked, for the printed sheet.
            change: how the open requirements changed against the plan before; "" for a first one.
            actions: the page's own buttons, as HTML.
        """
        plan, texts = self._plan, self._texts
        # Between Chinese words no space is written.
        said = f"{self.summary()}{self._strings.space}{change}".strip()
        open_ = sum(r.status is not CoverageStatus.COVERED for r in plan.requirements)
        return (
            f'<article class="zt-plan-out" data-open="{open_}" data-key="{escape(plan.certificate.id)}/'
            f'{escape(plan.certificate.level)}" data-said="{escape(said)}">'
            f'<header><h2 id="zt-plan-title" tabindex="-1">{escape(plan.certificate.name)} · '
            f"{escape(plan.certificate.level_name)}</h2>"
            f'<p class="zt-meta">{escape(texts.date)} {plan.as_of.isoformat()}</p>'
            f"{actions}</header>{described(((n, escape(v)) for n, v in given), 'zt-print zt-given')}"
            f"{self._notices()}{self._tiles()}"
            f'{f"""<p class="zt-change">{escape(change)}</p>""" if change else ""}'
            f"{section(texts.why, self._why())}{section(texts.path, self._path())}"
            f"{self._requirements()}{section(texts.study, self._study())}"
            f"{section(texts.matrix, self._matrix())}{self._radar()}"
            f"{section(texts.gaps, bullets(escape(g.text) for g in plan.gaps))}{self._sources()}</article>"
        )

    def summary(self) -> str:
        """One sentence on what is covered and open."""
        total = len(self._plan.requirements)
        if not total:
            return self._texts.summary_plain
        covered = sum(r.status is CoverageStatus.COVERED for r in self._plan.requirements)
        return self._texts.summary.format(total=total, covered=covered, open=total - covered)

    def _marks(self, numbers: Iterable[int]) -> str:
        return "".join(citation_button(self._citations[n], self._strings) for n in numbers)

    def _said(self, said: Said) -> str:
        return f"{escape(said.text)}{self._marks(said.citations)}"

    def _notices(self) -> str:
        return "".join(
            notice(self._strings.notices[n.kind], escape(n.text) + self._marks(n.citations)) for n in self._plan.notices
        )

    def _tiles(self) -> str:
        plan, names = self._plan, self._texts.tiles
        covered = sum(r.status is CoverageStatus.COVERED for r in plan.requirements)
        figures = {"courses": plan.courses_done, "study": len(plan.study)}
        if plan.requirements:
            figures = {"covered": covered, "open": len(plan.requirements) - covered} | figures
        items = "".join(f"<li><b>{figures[k]}</b> {escape(name)}</li>" for k, name in names.items() if k in figures)
        return f'<ul class="zt-tiles">{items}</ul>'

    def _why(self) -> str:
        others = (
            f"<p>{escape(self._texts.others)}{self._strings.colon}"
            f"{self._strings.comma.join(self._said(o) for o in self._plan.others)}</p>"
            if self._plan.others
            else ""
        )
        return "".join(f"<p>{self._said(w)}</p>" for w in self._plan.why) + others

    def _path(self) -> str:
        steps = []
        for step in self._plan.steps:
            areas = bullets(self._said(a) for a in step.areas)
            advice = f"<p>{self._said(step.advice)}</p>" if step.advice else ""
            here = ' aria-current="step"' if step.state.value == "target" else ""
            steps.append(
                f'<li class="zt-step-{step.state.value}"{here}><b>{escape(step.level_name)}</b>'
                f"{self._marks(step.citations)} "
                f'<span class="zt-badge">{escape(self._texts.states[step.state.value])}</span>{advice}{areas}</li>'
            )
        return f'<ol class="zt-path">{"".join(steps)}</ol>'

    def _requirements(self) -> str:
        plan, texts = self._plan, self._texts
        if not plan.requirements:
            return ""
        open_ = [r for r in plan.requirements if r.status is not CoverageStatus.COVERED]
        covered = [r for r in plan.requirements if r.status is CoverageStatus.COVERED]
        lead = f"<p>{escape(texts.nothing_open)}</p>" if not open_ else ""
        if not plan.courses_done:
            lead = f"<p>{escape(texts.no_courses)}</p>"
        if any(e.kind is EvidenceKind.ESTIMATED for r in plan.requirements for e in r.evidence):
            lead += paragraph("zt-hint", texts.partly_note)
        areas: list[str] = []
        for area, rows in groupby(plan.requirements, key=lambda r: r.area):
            here = list(rows)
            mine = [r for r in here if r in open_]
            if mine:
                count = texts.open_of.format(open=len(mine), total=len(here))
                opened = " open" if not areas or len(open_) <= _SHORT_LIST else ""
                areas.append(
                    f'<details class="zt-area"{opened}><summary><span>{escape(area)}</span> '
                    f"<small>{escape(count)}</small></summary>{self._listed(mine)}</details>"
                )
        done = (
            f'<details class="zt-area"><summary><span>{escape(texts.covered)}</span> <small>{len(covered)}</small>'
            f"</summary>{self._listed(covered)}</details>"
            if covered
            else ""
        )
        return section(texts.open, lead + "".join(areas) + done)

    def _listed(self, requirements: Sequence[RequirementBody]) -> str:
        tasks = []
        for task, rows in groupby(requirements, key=lambda r: r.task):
            items = "".join(self._requirement(r) for r in rows)
            tasks.append(f'<h4>{escape(task)}</h4><ul class="zt-reqs">{items}</ul>')
        return "".join(tasks)

    def _requirement(self, requirement: RequirementBody) -> str:
        evidence = "".join(f"<li>{self._evidence(e)}</li>" for e in requirement.evidence)
        status = requirement.status.value
        return (
            f'<li><span class="zt-code">{escape(requirement.code)}</span><div>{escape(requirement.text)}'
            f"{self._marks(requirement.citations)} "
            f'<span class="zt-result zt-r-{status}">{escape(self._texts.statuses[status])}</span>'
            f"{f'<ul class=zt-evidence>{evidence}</ul>' if evidence else ''}</div></li>"
        )

    def _evidence(self, evidence: EvidenceBody) -> str:
        texts = self._texts
        if evidence.kind is EvidenceKind.RECORDED:
            text = texts.recorded.format(course=evidence.course, method=evidence.method or "—")
        else:
            text = texts.estimated.format(course=evidence.course, percent=evidence.percent)
        parts = [escape(text)]
        if evidence.semester:
            parts.append(escape(texts.semester.format(semester=evidence.semester)))
        if evidence.kind is EvidenceKind.ESTIMATED and evidence.words:
            parts.append(escape(texts.shared.format(words="、".join(evidence.words))))
        return " · ".join(parts) + self._marks(evidence.citations)

    def _study(self) -> str:
        if not self._plan.study:
            return ""
        items = "".join(self._item(i) for i in self._plan.study)
        totals = bullets(escape(self._total(h)) for h in self._plan.hours)
        return (
            f'<p class="zt-hint">{escape(self._texts.study_detail)}</p><ol class="zt-study">{items}</ol>'
            f'<div class="zt-totals">{totals}</div>'
        )

    def _item(self, item: StudyBody) -> str:
        texts = self._texts
        facts = [texts.kinds[item.kind.value], item.level_name]
        if item.semester:
            facts.append(texts.semester.format(semester=item.semester))
        facts.append(texts.no_hours if item.hours is None else texts.hours.format(n=item.hours))
        if item.self_practice_hours:
            facts.append(texts.self_practice.format(n=item.self_practice_hours))
        if item.requirements:
            facts.append(texts.for_requirements.format(codes=", ".join(runs(item.requirements))))
        return (
            f"<li><b>{escape(item.name)}</b>{self._marks(item.citations)}"
            f"<small>{' · '.join(escape(f) for f in facts)}</small></li>"
        )

    def _total(self, hours: Hours) -> str:
        texts = self._texts
        kind = texts.kinds[hours.kind.value]
        if hours.unstated == hours.items:
            return f"{kind} {hours.items}{'，' if self._strings.zh else ', '}{texts.no_hours}"
        text = texts.total.format(kind=kind, items=hours.items, hours=hours.hours)
        if hours.self_practice_hours:
            text += texts.total_practice.format(n=hours.self_practice_hours)
        return text + (texts.total_unstated.format(n=hours.unstated) if hours.unstated else "")

    def _matrix(self) -> str:
        matrix, texts = self._plan.matrix, self._texts
        body = render_matrix(matrix, self._plan.requirements, texts)
        hint = paragraph("zt-hint", texts.matrix_detail) if body else ""
        if matrix.unmatched:
            names = self._strings.comma.join(matrix.unmatched)
            if matrix.unmatched_count > len(matrix.unmatched):
                names += f"{self._strings.space}{texts.unmatched_more.format(n=matrix.unmatched_count)}"
            body += f"<p>{escape(texts.unmatched.format(names=names))}</p>"
        return hint + body

    def _radar(self) -> str:
        radar = self._plan.radar
        if radar is None:
            return ""
        title = self._texts.radar.format(level=radar.level_name)
        return section(title, render_skills(radar, self._strings, self._marks))

    def _sources(self) -> str:
        items = "".join(f"<li>{source_button(c, self._strings)}{self._quote(c)}</li>" for c in self._plan.citations)
        return (
            f'<details class="zt-sources"><summary>{escape(self._texts.sources)} ({len(self._plan.citations)})'
            f"</summary><ol>{items}</ol></details>"
        )

    def _quote(self, citation: CitationBody) -> str:
        """The quoted words, for paper, where no panel opens."""
        quote = " ".join(citation.quote.replace("|", " ").split())
        return f'<p class="zt-print zt-quote">{escape(self._texts.quote.format(quote=quote))}</p>'
