"""A plan as a sheet: what has changed, the path, what is open, what to learn in order, what no source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.answering.places import Places
from assistant.catalogue.codes import runs
from assistant.catalogue.coverage import CoverageStatus, Evidence, EvidenceKind, RequirementCoverage
from assistant.catalogue.model import Place, Record
from assistant.catalogue.plan import Plan, Step
from assistant.catalogue.study import Hours, StudyItem, StudyKind
from assistant.catalogue.talent_profile import TalentProfile
from assistant.sheets.record_words import RecordWords
from assistant.sheets.sheet import (
    Block,
    Heading,
    Items,
    Notice,
    Numbering,
    Paragraph,
    Piece,
    Sheet,
    Table,
    Text,
    plain,
)
from assistant.sheets.skill_blocks import skill_blocks
from assistant.sheets.words import PLAN_WORDS, SHEET_WORDS
from assistant.types import Citation, Language

# Courses done that are named above the plan; what they cover stands in its tables.
_MAX_NAMED = 40


def plan_sheet(
    plan: Plan,
    places: Places,
    numbering: Numbering,
    language: Language,
    day: date,
    person: str = "",
    skills: TalentProfile | None = None,
) -> Sheet:
    """The sheet of a plan, every statement of a source with its citation.

    Args:
        plan: the path.
        places: for citations.
        numbering: a fresh one over the documents of the same index.
        language: of words and, where that edition exists, of quotes.
        day: the day of the sheet; changes of status that begin later are left out.
        person: a name or number to print, empty for none.
        skills: those held, against a talent level.
    """
    return _PlanWriter(plan, places, numbering, language, skills).sheet(day, person)


class _PlanWriter(RecordWords):
    def __init__(
        self, plan: Plan, places: Places, numbering: Numbering, language: Language, talent: TalentProfile | None
    ) -> None:
        super().__init__(places, numbering, language)
        self.plan, self.talent = plan, talent
        self.words = PLAN_WORDS[language]
        self.uncited = 0

    def sheet(self, day: date, person: str) -> Sheet:
        blocks = [
            *self.changes(day),
            *self.goal(),
            *self.path(),
            *self.requirements(),
            *self.study(),
            *self.skills(),
            *self.gaps(),
        ]
        if self.uncited:
            blocks.append(Notice(self.words.gaps, plain(self.words.uncited.format(n=self.uncited))))
        return Sheet(
            self.words.title, tuple(self.facts(person)), day, self.language, tuple(blocks), self.numbering.citations
        )

    def facts(self, person: str) -> Iterator[tuple[str, str]]:
        words, goal, certificate = self.words, self.plan.goal, self.plan.certificate
        if person:
            yield words.person, person
        if goal.role.strip():
            yield words.role, goal.role.strip()
        yield (
            words.certificate,
            f"{self.name(certificate)} · {self.level(self.plan.target, certificate)}",
        )
        held = [s.level for s in self.plan.steps if s.state == "held"]
        yield words.held, self.level(held[-1], certificate) if held else words.none
        done = self.joined(c.name.strip() for c in goal.done[:_MAX_NAMED])
        more = words.more.format(n=len(goal.done)) if len(goal.done) > _MAX_NAMED else ""
        yield words.done, f"{done}{more}" or words.none

    def changes(self, day: date) -> Iterator[Block]:
        for change in self.plan.changes:
            if change.from_date <= day:
                text = change.text if self.zh else change.text_en
                yield Notice(self.words.status_change, (self.cited(text, Place.parse(change.cite)),))

    def goal(self) -> Iterator[Block]:
        plan, words = self.plan, self.words
        certificate = plan.certificate
        issuer = (
            certificate.text("issuer")
            if self.zh
            else (certificate.text("issuer_en") or certificate.text("issuer")).rstrip(".")
        )
        template = words.recommended if plan.fit else words.named
        opening = template.format(role=plan.goal.role.strip(), name=self.name(certificate), issuer=issuer)
        pieces = [self.cited(opening, certificate.place("issuer"), certificate.text("issuer"))]
        duties = plan.fit.duties if plan.fit and plan.fit.duties else certificate.texts("duties")
        stated = words.because.format(duties=self.joined(duties))
        pieces += [Piece(words.space), self.cited(stated, plan.place, duties[0])]
        yield Heading(words.goal)
        yield Paragraph(tuple(pieces))
        if plan.others:
            names = self.joined(self.name(f.certificate) for f in plan.others)
            cites = [self.find(f.certificate.place("duties"), f.certificate.name) for f in plan.others]
            yield Paragraph((self.piece(words.others.format(names=names), cites),))

    def path(self) -> Iterator[Block]:
        words = self.words
        yield Heading(words.path)
        yield Table((words.level, words.on_the_path, words.areas), tuple(map(self.step, self.plan.steps)), (2, 2, 9))
        for step in self.plan.steps:
            if step.advice:
                place = step.advice.place("advice")
                citation = self.find(place, step.advice.text("advice"))
                text = words.advice.format(advice=step.advice.text("advice"))
                yield Paragraph((self.piece(text, [citation]),))
                break

    def step(self, step: Step) -> tuple[Text, ...]:
        # Two sources may name the same area.
        areas = [
            self.piece(name, [self.find(a.place("name"), a.name) for a in step.areas if self.name(a) == name])
            for name in dict.fromkeys(map(self.name, step.areas))
        ]
        level = Piece(self.level(step.level, self.plan.certificate))
        if step.level == self.plan.certificate.text("level"):
            level = self.cited(level.text, self.plan.certificate.place("level"), step.level)
        return (level,), plain(self.words.states[step.state]), self.in_a_row(areas) or plain(self.words.unstated)

    def requirements(self) -> Iterator[Block]:
        plan, words = self.plan, self.words
        if not plan.open and not plan.covered:
            return
        yield Heading(words.open.format(n=len(plan.open)))
        if plan.open:
            yield Paragraph(plain(words.open_lead))
            yield self.requirement_table(plan.open, with_evidence=any(r.evidence for r in plan.open))
        else:
            yield Paragraph(plain(words.nothing_open))
        if plan.covered:
            yield Heading(words.covered.format(n=len(plan.covered)))
            yield Paragraph(plain(words.covered_lead))
            yield self.requirement_table(plan.covered, with_evidence=True)
        shown = [e for r in (*plan.open, *plan.covered) for e in self.shown(r)]
        if any(e.kind is EvidenceKind.ESTIMATED for e in shown):
            yield Paragraph(plain(words.estimate_note))

    def requirement_table(self, judged: Sequence[RequirementCoverage], *, with_evidence: bool) -> Table:
        words = self.words
        head: tuple[str, ...] = (words.code, words.task, words.requirement)
        rows, before = [], ""
        for one in judged:
            requirement = one.requirement
            text, task, citation = self.requirement(requirement)
            # A task stands once, beside its first requirement.
            row = [
                plain(requirement.text("code")),
                plain("" if task == before else task),
                (self.piece(text, [citation]),),
            ]
            if with_evidence:
                evidence = self.in_a_row([self.evidence(e) for e in self.shown(one)])
                row += [plain(words.statuses[one.status]), evidence or plain("—")]
            rows.append(tuple(row))
            before = task
        if not with_evidence:
            return Table(head, tuple(rows), (3, 6, 20))
        return Table((*head, words.status, words.evidence), tuple(rows), (4, 7, 17, 4, 10))

    def requirement(self, requirement: Record) -> tuple[str, str, Citation | None]:
        """Text, task and citation of a requirement, in the words of the reader's own edition where there is one."""
        place = requirement.place("name")
        text = self.words_at(place, requirement.name)
        return (
            text,
            self.words_at(place, f"{requirement.text('task_code')} {requirement.text('task')}"),
            self.find(place, text),
        )

    def shown(self, judged: RequirementCoverage) -> tuple[Evidence, ...]:
        """The evidence to print: of a covered requirement what makes it covered."""
        if judged.status is CoverageStatus.COVERED:
            return tuple(e for e in judged.evidence if e.suffices)
        return judged.evidence

    def evidence(self, evidence: Evidence) -> Piece:
        course = evidence.course.name
        if evidence.kind is EvidenceKind.ESTIMATED:
            return Piece(self.words.estimated.format(course=course, percent=round(evidence.score * 100)))
        method = self.words_at(evidence.places[0], evidence.method or "")
        return self.piece(
            self.words.recorded.format(course=course, method=method), [self.find(p) for p in evidence.places]
        )

    def study(self) -> Iterator[Block]:
        words = self.words
        head = (words.item, words.kind, words.semester, words.hours, words.carries)
        for level in dict.fromkeys(i.level for i in self.plan.items):
            yield Heading(words.study.format(level=self.level(level, self.plan.certificate)))
            items = [i for i in self.plan.items if i.level == level]
            yield Table(head, tuple(map(self.item, items)), (12, 5, 5, 6, 8))
        if self.plan.hours:
            yield Items(tuple(plain(self.total(h)) for h in self.plan.hours))

    def item(self, item: StudyItem) -> tuple[Text, ...]:
        words = self.words
        name = item.record.name
        if item.kind is StudyKind.TEXTBOOK and not self.zh:
            shown = f"{item.record.name_en} {name}"
        else:
            shown = self.name(item.record)
        hours: Text = plain(words.unstated)
        if item.hours is not None:
            said = str(item.hours)
            if item.self_practice_hours:
                said = words.practice_hours.format(hours=item.hours, practice=item.self_practice_hours)
            hours = (self.cited(said, item.hours_place or item.place, name),)
        return (
            (self.cited(shown, item.place, name),),
            plain(words.kinds[item.kind]),
            plain(self.semester(item.semester) or "—"),
            hours,
            plain(self.joined(runs([r.text("code") for r in item.requirements])) or "—"),
        )

    def total(self, hours: Hours) -> str:
        words = self.words
        text = words.total.format(kind=words.kinds[hours.kind], items=hours.items, hours=hours.hours)
        return text + (words.total_unstated.format(unstated=hours.unstated) if hours.unstated else "")

    def skills(self) -> Iterable[Block]:
        return skill_blocks(self.talent, self.places, self.numbering, self.language) if self.talent else ()

    def gaps(self) -> Iterator[Block]:
        if self.plan.gaps:
            yield Heading(self.words.gaps)
            yield Items(tuple(plain(g.text if self.zh else g.text_en) for g in self.plan.gaps))

    def joined(self, texts: Iterable[str]) -> str:
        return SHEET_WORDS[self.language].separator.join(texts)

    def in_a_row(self, pieces: Sequence[Piece]) -> Text:
        """Pieces with a separator between them, which stands after the marks of the one before."""
        separator = SHEET_WORDS[self.language].separator
        parts: list[Piece] = []
        for piece in pieces:
            parts += [Piece(separator), piece] if parts else [piece]
        return tuple(parts)

    def cited(self, text: str, place: Place, value: str = "") -> Piece:
        return self.piece(text, [self.find(place, value)])

    def piece(self, text: str, citations: Iterable[Citation | None]) -> Piece:
        """Words with their marks; those of a source that cannot be marked are counted."""
        marks = self.numbering.marks(citations)
        self.uncited += not marks
        return Piece(text, marks)
