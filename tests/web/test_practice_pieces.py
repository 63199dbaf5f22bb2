"""Progress in practice, and the page's HTML."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from assistant.answering.practice import CitedItem
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.practice import Feedback, ItemKind, Option, PracticeGenerator, grade
from assistant.settings import ROOT
from assistant.types import Citation, Language, Statement
from assistant.web.practice_rendering import render_feedback, render_item, render_practice
from assistant.web.practice_state import Progress, fitting, load
from assistant.web.strings import EN, ZH, Strings

HOSTILE = "<img src=x onerror=alert(1)>\"'><script>"


@pytest.fixture(scope="module")
def generator() -> PracticeGenerator:
    return PracticeGenerator(load_catalogue(ROOT / "corpus" / "records"))


@pytest.mark.parametrize(
    "stored",
    [None, "nonsense", 7, [], {"seed": "x"}, {"seed": 1, "unknown": 2}, {"seed": 1, "right": [1]}, {"area": "x" * 999}],
)
def test_what_is_not_progress_is_a_fresh_start(stored: object) -> None:
    progress = load(stored)
    assert (progress.right, progress.wrong, progress.current, progress.chosen) == ((), (), "", None)


def test_progress_survives_the_browser(generator: PracticeGenerator) -> None:
    item = generator.every_item()[0]
    progress = Progress(seed=5, level="中级").answered(item, ["A"], right=False)
    assert load(progress.model_dump(mode="json")) == progress


def test_wrong_answers_come_again_after_the_others_and_right_ones_do_not(generator: PracticeGenerator) -> None:
    progress, items = fitting(Progress(seed=1, certificate="cert-live-operation"), generator, Language.ZH)
    met = []
    answers = iter([False, True, True, True])
    while (progress := progress.next(items)).current:
        item = next(i for i in items if i.id == progress.current)
        met.append(item.id)
        progress = progress.answered(item, item.key, right=next(answers))
    assert sorted(set(met)) == sorted(i.id for i in items)
    assert met[-1] == met[0]
    assert len(met) == len(items) + 1
    assert progress.wrong == ()
    over = progress.over(items)
    assert over.right == ()
    assert over.next(items).current


def test_filters_that_do_not_fit_are_dropped_from_the_narrow_end(generator: PracticeGenerator) -> None:
    asked = Progress(seed=1, certificate="cert-b2c-data", level="中级", area="跨境交易履约", kind="single")
    progress, items = fitting(asked, generator, Language.ZH)
    assert (progress.certificate, progress.level, progress.area, progress.kind) == ("cert-b2c-data", "中级", "", "")
    assert items
    gone, items = fitting(asked.model_copy(update={"certificate": "gone"}), generator, Language.ZH)
    assert (gone.certificate, gone.level) == ("", "")
    assert items
    assert fitting(asked, PracticeGenerator(Catalogue()), Language.ZH)[1] == ()


@pytest.mark.parametrize("kind", list(ItemKind))
@pytest.mark.parametrize("strings", [ZH, EN], ids=["zh", "en"])
def test_every_input_has_a_label_and_html_stays_text(
    generator: PracticeGenerator, kind: ItemKind, strings: Strings
) -> None:
    item = next(i for i in generator.every_item(strings.language) if i.kind is kind)
    hostile = replace(
        item,
        stem=HOSTILE,
        prompts=tuple(HOSTILE for _ in item.prompts),
        options=tuple(Option(o.id, HOSTILE) for o in item.options),
    )
    asked = render_item(hostile, strings, HOSTILE)
    citation = Citation("d", HOSTILE, HOSTILE, None, HOSTILE, "q", 0, 1, "paper", 1)
    cited = CitedItem(hostile, (Statement(HOSTILE, (citation,)),), (Statement(HOSTILE, (citation,)),), (citation,))
    chosen = item.key if kind is not ItemKind.SINGLE else ("A",)
    answered = render_feedback(cited, chosen, Feedback(False, (HOSTILE,), (HOSTILE,), (), ()), strings)
    progress, items = fitting(Progress(seed=1), generator, strings.language)
    whole = render_practice(progress, items, generator, strings, asked) + answered
    assert "<img" not in whole
    assert "<script" not in whole
    assert HOSTILE in html.unescape(whole)
    for input_ in re.findall(r"<(?:select|input)[^>]*>", whole):
        id_ = re.search(r'id="([^"]+)"', input_)
        # Radio buttons and boxes stand inside their label.
        assert (f'for="{id_.group(1)}"' in whole) if id_ else "type=" in input_


def test_right_and_chosen_are_said_in_words(generator: PracticeGenerator) -> None:
    item = next(i for i in generator.every_item() if i.kind is ItemKind.SINGLE)
    wrong = next(o.id for o in item.options if o.id not in item.key)
    cited = CitedItem(item, (), (), ())
    shown = render_feedback(cited, [wrong], grade(item, [wrong]), ZH)
    lines = dict(re.findall(r"<li class=\"zt-\w+\">(\w)\. .*?(?:<small>(.*?)</small>)?</li>", shown))
    assert lines[item.key[0]] == "正确答案"
    assert lines[wrong] == "你选的"
