"""Advice that is computed from what the asker says of a school or of themselves.

``advise`` recognises such questions in the chat; the other functions are for callers that have the input
already, such as a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.choice_answers import answer_choice
from assistant.answering.cooperation_answers import answer_cooperation
from assistant.answering.places import Places
from assistant.answering.profile_answers import answer_profile
from assistant.catalogue.cooperation import assess
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Certificate, CooperationKind, Place, SkillElement
from assistant.catalogue.school_choice import SchoolSituation, choose
from assistant.catalogue.school_figures import Figures
from assistant.catalogue.talent_profile import profile
from assistant.errors import FigureError
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Notice, NoticeKind, Statement, Status
from assistant.understanding.entities import EntityKind
from assistant.understanding.figures import read_figures
from assistant.understanding.held_skills import read_held_skills
from assistant.understanding.query import Query

_IS_ALREADY = re.compile(r"(?:已经?是|现在是|目前是|已成为|\balready an?|\bwe are an?) *$")


def advise(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The computed answer, or None when the question is not clearly about cooperation or a talent level.

    Args:
        query: the question; figures and names are read from its standalone wording.
        catalogue: the conditions of cooperation, the skill elements and talent levels.
        places: for citations.
    """
    if catalogue.all(CooperationKind):
        try:
            figures = read_figures(query.standalone)
        except FigureError as error:
            # The message says which figure it is and what it may be.
            return Draft(Status.CLARIFY, (Statement(str(error)),), intent="cooperation_policy")
        if figures is not None:
            asked = _wanted_kinds(query)
            return advise_cooperation(figures, asked, catalogue, places, query.language, query.as_of)
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
    figures: Figures, asked: Sequence[str], catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> Draft:
    """What a school has and lacks for kinds of cooperation; ``asked`` are ids of kinds, empty for all."""
    draft = answer_cooperation(assess(figures, catalogue), asked, language, places)
    everyone = [c.id for c in catalogue.all(Certificate)]
    # Conditions on 1+X examinations are read as printed in 2021; whether these still take place is another matter.
    return replace(draft, notices=_status_changes(everyone, catalogue, places, language, as_of))


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
    return replace(draft, notices=_status_changes(chosen, catalogue, places, language, as_of))


def _status_changes(
    certificates: Sequence[str], catalogue: Catalogue, places: Places, language: Language, as_of: date
) -> tuple[Notice, ...]:
    """Warnings of what has become of certificates by that day."""
    notices = []
    for change in catalogue.status_changes:
        if as_of >= change.from_date and set(change.certificates) & set(certificates):
            citation = places.cite(Place.parse(change.cite), "", language)
            text = change.text if language is Language.ZH else change.text_en
            notices.append(Notice(NoticeKind.SUPERSEDED, text, (citation,) if citation else ()))
    return tuple(notices)
