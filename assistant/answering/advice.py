"""Questions in the chat that are computed from what the asker says of a school or of themselves."""

from __future__ import annotations

from assistant.answering.cooperation_answers import answer_cooperation
from assistant.answering.places import Places
from assistant.answering.profile_answers import answer_profile
from assistant.catalogue.cooperation import assess
from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import CooperationKind, SkillElement, TalentLevel
from assistant.catalogue.talent_profile import profile
from assistant.errors import FigureError
from assistant.types import Draft, Statement, Status
from assistant.understanding.entities import EntityKind
from assistant.understanding.figures import read_figures
from assistant.understanding.held_skills import read_held_skills
from assistant.understanding.query import Query


def advise(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    """The computed answer, or None when the question is not clearly one of these.

    Args:
        query: the question; figures and names are read from its standalone wording.
        catalogue: the conditions of cooperation, the skill elements and talent levels.
        places: for citations.
    """
    return _cooperation(query, catalogue, places) or _profile(query, catalogue, places)


def _cooperation(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    if not catalogue.all(CooperationKind):
        return None
    try:
        figures = read_figures(query.standalone)
    except FigureError as error:
        # The message says which figure it is and what it may be.
        return Draft(Status.CLARIFY, (Statement(str(error)),), intent="cooperation_policy")
    if figures is None:
        return None
    return answer_cooperation(assess(figures, catalogue), query.ids(EntityKind.COOPERATION), query.language, places)


def _profile(query: Query, catalogue: Catalogue, places: Places) -> Draft | None:
    if not catalogue.all(SkillElement) or not catalogue.all(TalentLevel):
        return None
    skills = read_held_skills(query.standalone, catalogue)
    if skills is None:
        return None
    names = [catalogue.get(SkillElement, id_).name for id_ in skills.elements]
    return answer_profile(profile(names, skills.level.name, catalogue), skills.unknown, query.language, places)
