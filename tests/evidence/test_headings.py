"""What only a heading says is said with what stands below it."""

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Status, Turn

SYLLABUS = """# Syllabus of the Bell Founders' certificate

## 35% - Moulding

- Prepare loam and clay
- Strike the core with a board

## 45% - Casting

- Melt copper and tin
- Pour without a pause

## 20% - Tuning

- Hear the five partials
- Turn the inside on a lathe
"""


@pytest.fixture(scope="module")
def bells(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("bells")
    (folder / "syllabus.md").write_text(SYLLABUS, encoding="utf-8")
    return Assistant.open(Settings(corpus=folder, index=tmp_path_factory.mktemp("bells-index")))


def test_figure_that_only_a_heading_gives_is_said_and_cited(bells: Assistant) -> None:
    answer = bells.answer(Turn("How much of the certificate is tuning?"))
    assert answer.status is Status.ANSWERED
    assert "20%" in answer.answer
    assert any("20%" in c.quote for c in answer.citations)


def test_name_that_no_document_holds_is_not_answered_by_another(bells: Assistant) -> None:
    answer = bells.answer(Turn("How much of the certificate is tuning in Norway?"))
    assert answer.status is Status.ABSTAINED
    assert "Norway" in answer.answer
