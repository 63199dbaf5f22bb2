"""What a school still lacks for a kind of cooperation, as sentences and a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.answering.cooperation_words import (
    kind_name,
    measure_row,
    names,
    needed,
    shortfall,
    words_row,
)
from assistant.answering.places import Places
from assistant.answering.statements import kept, markdown_table, quoted
from assistant.catalogue.cooperation import NO_REQUIREMENT, Assessment, Finding, Standing, Verdict, next_kind
from assistant.catalogue.model import Place
from assistant.types import Citation, Draft, Language, Statement, Status

# The sentence that says who decides on an application, with words that find it: reaching the conditions is
# not yet approval.
_REVIEW = Place(document="alibaba-talent-programme-2021", locator="第4.2节")
_REVIEW_WORDS = {Language.ZH: "大区审资质、总部审方案", Language.EN: "headquarters"}
_DECIDED = (Standing.MET, Standing.MISSING, Standing.UNKNOWN)


def answer_cooperation(
    assessments: Sequence[Assessment], asked: Sequence[str], language: Language, places: Places
) -> Draft:
    """What is met and what is missing for the kinds asked about, and which others the figures reach.

    Args:
        assessments: every kind, as ``assess`` gives them.
        asked: ids of the kinds that the question names; without one all are listed, the nearest in detail.
        language: of the answer.
        places: for citations.
    """
    shown = [a for a in assessments if a.kind.id in asked]
    statements: list[Statement] = []
    if shown:
        reached = [_reached(a, language, places) for a in assessments if a not in shown and a.numbers_met]
    else:
        statements.append(_overview(assessments, language, places))
        nearest = next_kind(assessments)
        shown, reached = [nearest] if nearest else [], []
    for assessment in shown:
        statements += [_lead(assessment, language, places), _table(assessment, language, places)]
        statements += _without_number(assessment, language, places)
    statements += reached
    if reached or not asked or any(a.verdict is not Verdict.NOT_MET for a in shown):
        statements += quoted(_REVIEW, _REVIEW_WORDS, language, places)
    return Draft(
        Status.ANSWERED,
        tuple(statements),
        suggestions=_suggestions([a for a in assessments if a not in shown], language),
        intent="cooperation_policy",
    )


def _suggestions(others: Sequence[Assessment], language: Language) -> tuple[str, ...]:
    if language is Language.ZH:
        return tuple(f"{a.kind.name}有哪些要求？" for a in others[:2])
    return tuple(f"{a.kind.name_en}: what are the requirements?" for a in others[:2])


def _overview(assessments: Sequence[Assessment], language: Language, places: Places) -> Statement:
    """All kinds in a table: enough or not, and what is short or still to be told."""
    zh = language is Language.ZH
    rows = [["合作类型", "结果", "还差或待确认"] if zh else ["Kind", "Result", "Short or to confirm"]]
    told: list[Finding] = []
    for assessment in assessments:
        short = _short(assessment)
        if short:
            detail = ("；" if zh else "; ").join(shortfall(f, language) for f in short)
        else:
            detail = names(assessment.having(Standing.UNKNOWN), language) or "—"
        told += short or assessment.having(Standing.UNKNOWN) or assessment.having(Standing.MET)
        name = assessment.kind.name if zh else f"{assessment.kind.name_en} ({assessment.kind.name})"
        rows.append([name, _result(assessment, language), detail])
    return Statement(markdown_table(rows), _citations(told, language, places), _computed(told))


def _result(assessment: Assessment, language: Language) -> str:
    zh = language is Language.ZH
    if assessment.verdict is Verdict.NOT_MET:
        return "不够" if zh else "not enough"
    if assessment.verdict is Verdict.MET:
        return "达到" if zh else "met"
    if assessment.numbers_met:
        return "数字条件达到" if zh else "numbers reached"
    return "待确认" if zh else "to confirm"


def _lead(assessment: Assessment, language: Language, places: Places) -> Statement:
    """The verdict in a sentence, with everything that is short."""
    zh = language is Language.ZH
    name = kind_name(assessment, language)
    open_, short, met = assessment.having(Standing.UNKNOWN), _short(assessment), assessment.having(Standing.MET)
    cited = (*met, *open_)
    if short:
        cited = short
        parts = ("；" if zh else "; ").join(shortfall(f, language) for f in short)
        if assessment.verdict is Verdict.NOT_MET:
            text = f"还不能做{name}：{parts}" if zh else f"{name}: not enough yet. {parts}"
        else:
            text = f"{name}还不能下结论：{parts}" if zh else f"{name}: still open. {parts}"
    elif not open_:
        text = f"{name}写明的条件都达到了" if zh else f"{name}: all stated conditions are met"
    elif assessment.numbers_met:
        rest = names(open_, language)
        text = (
            f"{name}的数字条件都达到了，还要确认：{rest}"
            if zh
            else f"{name}: all numbers are reached; to confirm: {rest}"
        )
    elif met:
        rest = names(open_, language)
        text = (
            f"您说到的都够{name}的条件，没有说到的有：{rest}"
            if zh
            else f"{name}: what you told is enough; not told: {rest}"
        )
    else:
        rest = names(open_, language)
        text = (
            f"您说的数字不是{name}的条件，它要看：{rest}"
            if zh
            else f"{name}: your figures are not among its conditions; it asks for: {rest}"
        )
    return Statement(text + ("。" if zh else "."), _citations(cited, language, places), _computed(cited))


def _short(assessment: Assessment) -> tuple[Finding, ...]:
    """Conditions missed, and those of which one way is known to fall short and the other not told."""
    return tuple(
        f
        for f in assessment.having(Standing.MISSING, Standing.UNKNOWN)
        if f.standing is Standing.MISSING or any(m.gap for m in f.options)
    )


def _table(assessment: Assessment, language: Language, places: Places) -> Statement:
    head = ["条件", "要求", "现有", "结果"]
    rows = [head if language is Language.ZH else ["Condition", "Required", "You have", "Result"]]
    shown = assessment.having(*_DECIDED)
    for finding in shown:
        rows += [measure_row(finding, m, language) for m in finding.options] or [words_row(finding, language)]
    return Statement(markdown_table(rows), _citations(shown, language, places), _computed(shown))


def _without_number(assessment: Assessment, language: Language, places: Places) -> list[Statement]:
    """What the source sets free, and what it leaves empty, so that nobody takes the one for the other."""
    zh = language is Language.ZH
    free = tuple(f for f in assessment.having(Standing.NOT_REQUIRED) if f.stated == NO_REQUIREMENT)
    silent = assessment.having(Standing.UNSTATED)
    statements = []
    name = kind_name(assessment, language)
    if free:
        listed = names(free, language)
        text = f"{name}对这些写明{NO_REQUIREMENT}：{listed}。" if zh else f"{name} sets no requirement for: {listed}."
        statements.append(Statement(text, _citations(free, language, places)))
    if silent:
        listed = names(silent, language)
        text = f"{name}对这些有没有要求，资料没有写明：{listed}。" if zh else f"{name}, not stated: {listed}."
        statements.append(Statement(text, _citations(silent, language, places)))
    return statements


def _reached(assessment: Assessment, language: Language, places: Places) -> Statement:
    """Another kind whose numbers the school reaches, and what is left to confirm there."""
    zh = language is Language.ZH
    counted = tuple(f for f in assessment.findings if f.options)
    rest = assessment.having(Standing.UNKNOWN, Standing.MISSING)
    met = ("、" if zh else ", ").join(needed(m, language) for f in counted for m in f.options if m.gap == 0)
    name = kind_name(assessment, language)
    text = f"{name}的数字条件已达到（{met}）" if zh else f"{name}: the numbers are reached ({met})"
    if rest:
        text += f"，还要看：{names(rest, language)}" if zh else f"; to confirm: {names(rest, language)}"
    cited = (*counted, *rest)
    return Statement(text + ("。" if zh else "."), _citations(cited, language, places), _computed(cited))


def _computed(findings: Iterable[Finding]) -> frozenset[str]:
    """The school's own figures and the gaps, which no source states."""
    own = (v for f in findings for m in f.options for v in (m.have, m.gap) if v is not None)
    return frozenset(text for v in own for text in (f"{v:g}", f"{v:g}%"))


def _citations(findings: Iterable[Finding], language: Language, places: Places) -> tuple[Citation, ...]:
    return kept(places.cite(f.place, str(f.options[0].need) if f.options else f.stated, language) for f in findings)
