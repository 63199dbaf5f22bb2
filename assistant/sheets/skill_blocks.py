"""Skills held against a talent level as blocks of a sheet, in the words of the chat."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.places import Places
from assistant.answering.profile_answers import answer_profile
from assistant.catalogue.talent_profile import TalentProfile
from assistant.sheets.answer_blocks import answer_blocks
from assistant.sheets.sheet import Block, Heading, Numbering, Paragraph, Piece
from assistant.sheets.words import PLAN_WORDS
from assistant.types import Language


def skill_blocks(talent: TalentProfile, places: Places, numbering: Numbering, language: Language) -> Iterator[Block]:
    """A heading, what is held and missing by group, and what the next level adds, cited.

    Args:
        talent: held and missing elements.
        places: for citations.
        numbering: of the sheet.
        language: of words and quotes.
    """
    level = talent.level.named(language)
    yield Heading(PLAN_WORDS[language].skills.format(level=level))
    for statement in answer_profile(talent, (), language, places).statements:
        marks = numbering.marks(statement.citations)
        for block in answer_blocks(statement.text):
            # The table has the source of the sentence before it.
            if isinstance(block, Paragraph):
                yield Paragraph((*block.text[:-1], Piece(block.text[-1].text, marks)))
            else:
                yield block
