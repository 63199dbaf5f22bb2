"""Advice that is computed from what the asker says of a school or of themselves.

``advise`` recognises such questions in the chat; the other functions are for callers that have the input
already, such as a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.choice_answers import answer_choice
from assistant.answering.cooperation_answers import answer_cooperation
from assistant.answering.places import Places
from assistant.answering.plan_answers import answer_coverage, answer_plan
from assistant.answering.profile_answers import answer_profile
from assistant.answering.status_changes import changes_told_by
from assistant.answering.verification import figures
from assistant.catalogue.cooperation import assess
from assistant.catalogue.coverage import CoverageEstimator
from assistant.catalogue.goals import Goal
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Certificate, CooperationKind, SkillElement
from assistant.catalogue.plan import make_plan
from assistant.catalogue.school_choice import SchoolSituation, choose
from assistant.catalogue.school_figures import Figures
from assistant.catalogue.talent_profile import profile
from assistant.errors import FigureError, UnknownLevelError, UnknownRoleError
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Statement, Status
from assistant.understanding.entities import EntityKind
from assistant.understanding.figures import read_figures
from assistant.understanding.held_skills import read_held_skills
from assistant.understanding.query import Query
from assistant.understanding.school_situations import read_situation
from assistant.understanding.study_goals import read_courses_to_cover, read_goal

Coverages = Callable[[], CoverageEstimator]
Similarity = Callable[[], Mapping[str, float]]
_IS_ALREADY = re.compile(r"(?:已经?是|现在是|目前是|已成为|\balready an?|\bwe are an?) *$")


def advise(query: Query, catalogue: Catalogue, places: Places, coverage: Coverages, fits: Similarity) -> Draft | None:
    """The computed answer, or None when the question asks for none of these.

    Args:
        query: the question; figures and names are read from its standalone wording.
        catalogue: the records.
        places: for citations.
        coverage: gives the judge of courses, which is loaded on first use.
        fits: gives the cosine of the question to each certificate's target posts, by id.
    """
    situation = read_situation(query, catalogue)
    if situation is not None:
        return advise_choice(situation, catalogue, places, query.language, query.as_of)
    courses = read_courses_to_cover(query, catalogue)
    goal = read_goal(query) if catalogue.all(Certificate) else None
    if goal is not None:
        return advise_plan(goal, catalogue, places, coverage(), fits(), query.language, query.as_of)
    if courses:
        return answer_coverage(coverage().cover(courses), query.language, places)
    if catalogue.all(CooperationKind):
        try:
            told = read_figures(query.standalone)
        except FigureError as error:
            # The message says which figure it is and what it may be.
            return Draft(Status.CLARIFY, (Statement(str(error)),), intent="cooperation_policy")
        if told is not None:
            asked = _wanted_kinds(query)
            return advise_cooperation(told, asked, catalogue, places, query.language, query.as_of)
    skills = read_held_skills(query.standalone, catalogue)
    if skills is None:
        return None
    names = [catalogue.get(SkillElement, id_).name for id_ in skills.elements]
    return answer_profile(profile(names, skills.level.name, catalogue), skills.unknown, query.language, places)


def _wanted_kinds(query: Query) -> tuple[str, ...]:
    """Ids of the kinds that a question asks about, without the one that the school says it is."""
    text = normalise(query.standalone)
    found = [
        m.id for m in query.mentions if m.kind is EntityKind.COOPERATION and not _IS_ALREADY.search(text[: m.start])
    ]
    return tuple(dict.fromkeys(found))


def advise_cooperation(
    told: Figures, asked: Sequence[str], catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> Draft:
    """What a school has and lacks for kinds of cooperation; ``asked`` are ids of kinds, empty for all."""
    draft = answer_cooperation(assess(told, catalogue), asked, language, places)
    everyone = [c.id for c in catalogue.all(Certificate)]
    # Conditions on 1+X examinations are read as printed in 2021; whether these still take place is another matter.
    return replace(draft, notices=changes_told_by(everyone, catalogue, places, language, as_of))


def advise_profile(held: Iterable[str], level: str, catalogue: Catalogue, places: Places, language: Language) -> Draft:
    """What a person holds and lacks of a talent level.

    Raises:
        UnknownElementError, UnknownTalentLevelError: a name that the catalogue does not list.
    """
    return answer_profile(profile(held, level, catalogue), (), language, places)


def advise_choice(
    situation: SchoolSituation, catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> Draft:
    """Which certificates a school should pilot first, with the change of their status as of that day."""
    found = choose(situation, catalogue)
    draft = answer_choice(found, catalogue, language, places)
    chosen = [c.certificate.id for c in found.choices]
    return replace(draft, notices=changes_told_by(chosen, catalogue, places, language, as_of))


def advise_plan(
    goal: Goal,
    catalogue: Catalogue,
    places: Places,
    estimator: CoverageEstimator,
    similarity: Mapping[str, float],
    language: Language,
    as_of: date,
) -> Draft:
    """The way to a certificate's level; a goal that cannot be is said to be so, with what can be."""
    try:
        plan = make_plan(goal, catalogue, estimator, similarity)
    except (UnknownRoleError, UnknownLevelError) as error:
        # The message names what may be chosen.
        return Draft(Status.CLARIFY, (Statement(str(error), computed=figures(str(error))),), intent="plan")
    draft = answer_plan(plan, language, places)
    return replace(draft, notices=changes_told_by([plan.certificate.id], catalogue, places, language, as_of))
