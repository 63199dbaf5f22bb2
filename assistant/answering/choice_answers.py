"""Which certificates a school should pilot first, each reason with its source, and the path to carry it out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.places import Places
from assistant.answering.statements import joined, kept
from assistant.answering.verification import figures
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import ChoiceEvidence, ChoiceTest, ImplementationStep
from assistant.catalogue.school_choice import Choice, Reason, SchoolChoice
from assistant.types import Citation, Draft, Language, Statement, Status

_GIVEN: dict[ChoiceTest, tuple[str, str]] = {
    ChoiceTest.POSTS: ("目标岗位", "wanted post"),
    ChoiceTest.PLATFORM: ("实训平台", "training platform"),
    ChoiceTest.INDUSTRY: ("区域产业", "industry of the region"),
    ChoiceTest.REGION: ("地区", "region"),
    ChoiceTest.PROGRAMME: ("专业", "programme"),
}
_ORDINALS = {Language.ZH: ("第一步", "第二步", "第三步"), Language.EN: ("First step", "Second step", "Third step")}
_MAX_OTHERS = 2


def answer_choice(found: SchoolChoice, catalogue: Catalogue, language: Language, places: Places) -> Draft:
    """The certificates that fit best with every reason, others in a sentence, and the steps.

    Certificates that nothing tells apart stand side by side as first. Where nothing fits, the draft asks back
    and names the platforms of which the sources speak.
    """
    if not found.choices:
        return _ask_back(found, catalogue, language)
    top = found.choices[0].rank
    first = [c for c in found.choices if c.rank == top]
    others = [c for c in found.choices if c.rank != top][:_MAX_OTHERS]
    statements: list[Statement] = []
    for choice in first:
        statements.append(_opening(choice, language, places))
        statements += [_reason(r, language, places) for r in choice.reasons]
    statements += [_other(choice, language, places) for choice in others]
    if found.unmatched:
        statements.append(_unmatched(found.unmatched, language))
    statements += _path(found.steps, language, places)
    names = [c.certificate for c in first]
    suggestions = (
        tuple(f"{c.name}考哪些内容？" for c in names[:2])
        if language is Language.ZH
        else tuple(f"What does {c.name_en} examine?" for c in names[:2])
    )
    return Draft(Status.ANSWERED, tuple(statements), suggestions=suggestions, intent="school_choice")


def _ask_back(found: SchoolChoice, catalogue: Catalogue, language: Language) -> Draft:
    zh = language is Language.ZH
    known = [e for e in catalogue.all(ChoiceEvidence) if e.test is ChoiceTest.PLATFORM]
    platforms = joined((e.name if zh else e.name_en for e in known), language)
    text = (
        f"资料没有说到{joined(found.unmatched, language)}对应哪张证书。请补充目标岗位或实训平台，例如{platforms}。"
        if zh
        else f"The sources name no certificate for {joined(found.unmatched, language)}. Please add wanted posts or "
        f"training platforms, such as {platforms}."
    )
    return Draft(Status.CLARIFY, (Statement(text, computed=figures(text)),), intent="school_choice")


def _opening(choice: Choice, language: Language, places: Places) -> Statement:
    certificate = choice.certificate
    text = (
        f"建议先试点「{certificate.name}」（{certificate.level}），评价组织是{certificate.issuer}。"
        if language is Language.ZH
        else f"Pilot {certificate.name_en} ({certificate.name}, {certificate.level} intermediate) first; it is run by "
        f"{certificate.issuer}."
    )
    return Statement(text, kept([places.cite(certificate.place("issuer"), certificate.issuer, language)]))


def _reason(reason: Reason, language: Language, places: Places) -> Statement:
    """One principle with what the school said and what a source says to it."""
    principle, test = reason.principle, reason.principle.test
    zh = language is Language.ZH
    stated = reason.stated if zh else reason.stated_en
    if test in (ChoiceTest.POSTS, ChoiceTest.INDUSTRY) and reason.stated_en == reason.stated:
        # The words of the certificate's own row.
        stated = f"它面向{stated}" if zh else f"its target posts name {stated}"
    elif test is ChoiceTest.EARLY:
        stated = f"它是{stated}年的证书" if zh else f"it is of {stated}"
    name = principle.name if zh else principle.name_en
    if reason.said:
        label = _GIVEN[test][0 if zh else 1]
        text = (
            f"{name}：您的{label}是{reason.said}，{stated}。"
            if zh
            else f"{name}: your {label} is {reason.said}; {stated}."
        )
    elif zh and stated.removeprefix("是") in name:
        text = f"{name}。"
    else:
        text = f"{name}：{stated}。" if zh else f"{name}: {stated}."
    return Statement(text, _reason_citations(reason, language, places), figures(reason.said))


def _other(choice: Choice, language: Language, places: Places) -> Statement:
    """A certificate that fits less, with what speaks for it in a word each."""
    zh = language is Language.ZH
    own = [r for r in choice.reasons if r.said]
    said = joined(dict.fromkeys(r.said for r in own), language)
    name = choice.certificate.name if zh else f"{choice.certificate.name_en} ({choice.certificate.name})"
    text = f"也可以考虑「{name}」，与您的{said}相合。" if zh else f"Another option is {name}, which fits your {said}."
    citations = tuple(dict.fromkeys(c for r in own for c in _reason_citations(r, language, places)))
    return Statement(text, citations, figures(said))


def _unmatched(unmatched: Sequence[str], language: Language) -> Statement:
    names = joined(unmatched, language)
    text = (
        f"资料没有说到这些对应哪张证书，没有计入：{names}。"
        if language is Language.ZH
        else f"The sources name no certificate for these, so they did not count: {names}."
    )
    return Statement(text)


def _path(steps: Sequence[ImplementationStep], language: Language, places: Places) -> list[Statement]:
    """The paper's steps, one statement each; what School A did is an example, not a rule."""
    zh = language is Language.ZH
    statements = []
    for ordinal, step in zip(_ORDINALS[language], dict.fromkeys(s.step for s in steps), strict=False):
        parts = [s for s in steps if s.step == step]
        head = f"{ordinal}（{parts[0].role}）{step}" if zh else f"{ordinal} ({parts[0].role_en}): {parts[0].step_en}"
        actions = ("；" if zh else "; ").join(s.name if zh else s.name_en for s in parts)
        text = f"{head}。A校的做法：{actions}。" if zh else f"{head}. What School A did: {actions}."
        citations = [
            places.cite(parts[0].place("role"), parts[0].role, language),
            *(places.cite(s.place("name"), s.name, language) for s in parts),
        ]
        statements.append(Statement(text, kept(citations)))
    return statements


def _reason_citations(reason: Reason, language: Language, places: Places) -> tuple[Citation, ...]:
    principle = reason.principle
    return kept(
        [
            places.cite(reason.place, reason.stated, language),
            places.cite(principle.place("name"), principle.name, language),
        ]
    )
