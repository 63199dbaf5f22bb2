"""Practice items: every one that can be made is right by the records, cited, and the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.practice import MAX_ITEMS, Item, ItemKind, Option, PracticeGenerator, Wanted, grade
from assistant.corpus.check import located_texts
from assistant.corpus.loaders import load_corpus
from assistant.corpus.passages import split_document
from assistant.errors import PracticeChoiceError, PracticeCountError, PracticeFilterError
from assistant.settings import ROOT
from assistant.types import Language
from tests.catalogue.practice_checker import RecordChecker, plain, scopes

FOLDER = ROOT / "corpus" / "records"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


@pytest.fixture(scope="module")
def generator(catalogue: Catalogue) -> PracticeGenerator:
    return PracticeGenerator(catalogue)


@pytest.fixture(scope="module")
def checker() -> RecordChecker:
    return RecordChecker(FOLDER)


@pytest.fixture(scope="module")
def texts() -> dict[str, dict[str, str]]:
    return {d.id: located_texts(d, split_document(d)) for d in load_corpus(ROOT / "corpus" / "documents")}


def _of_kind(generator: PracticeGenerator, kind: ItemKind) -> Item:
    return next(i for i in generator.every_item() if i.kind is kind)


def test_every_item_of_every_scope_is_right_by_the_records(
    generator: PracticeGenerator, checker: RecordChecker
) -> None:
    checked = {}
    for certificate, level, area in scopes(checker):
        for item in generator.available(Wanted(certificate, level, area)):
            assert not area or item.area == area
            assert not level or item.level == level
            checked[item.id] = checker.problems(item)
    everything = {i.id: checker.problems(i) for i in generator.every_item()}
    assert set(checked) <= set(everything)
    assert [p for problems in everything.values() for p in problems] == []
    assert {i.kind for i in generator.every_item()} == set(ItemKind)
    assert len(everything) == len(generator.every_item()) >= 400


def test_the_checker_catches_a_wrong_key_a_true_distractor_and_a_wrong_order(
    generator: PracticeGenerator, checker: RecordChecker
) -> None:
    for item in generator.every_item():
        if item.kind is ItemKind.ORDERING:
            bad = replace(item, key=item.key[::-1])
        elif item.kind is ItemKind.MATCHING:
            bad = replace(item, key=(item.key[1], item.key[0], *item.key[2:]))
        else:
            other = next(o.id for o in item.options if o.id not in item.key)
            bad = replace(item, key=tuple(sorted((other, *item.key[1:]))))
        assert checker.problems(bad), item.id
    item = next(i for i in generator.every_item() if i.topic == "requirement-task" and "要求下列哪一项" in i.stem)
    task, _ = checker.asked(item)
    sibling = next(
        r["name"] for r in checker.requirements if r["task"] == task and r["name"] not in {o.text for o in item.options}
    )
    wrong = next(o for o in item.options if o.id not in item.key)
    options = tuple(Option(o.id, sibling) if o is wrong else o for o in item.options)
    assert checker.problems(replace(item, options=options))


def test_every_explanation_stands_where_it_is_cited(
    generator: PracticeGenerator, checker: RecordChecker, texts: dict[str, dict[str, str]]
) -> None:
    for item in generator.every_item():
        for reason in (*item.explanation, *item.review):
            assert reason.sources, item.id
            for source in reason.sources:
                assert plain(source.value) in texts[source.place.document][source.place.locator], (item.id, source)
        keyed = [o.text for o in item.options if o.id in item.key]
        asked = item.prompts or (() if item.kind is ItemKind.ORDERING else (checker.asked(item)[0],))
        cited = [texts[s.place.document][s.place.locator] for r in item.explanation for s in r.sources]
        for text in (*keyed, *asked):
            stated = plain(re.sub(r"^(\d+)\D*$", r"\1", text))
            assert any(stated in c for c in cited), (item.id, text)


def test_each_skill_on_offer_is_explained(generator: PracticeGenerator) -> None:
    """A learner who took a wrong skill reads which task it does belong to."""
    for item in generator.every_item():
        if item.topic == "requirement-task" and "要求下列" in item.stem:
            said = " ".join(r.text for r in item.explanation)
            assert all(o.text in said for o in item.options), item.id


def test_what_sources_dispute_is_not_asked(generator: PracticeGenerator) -> None:
    for item in generator.every_item():
        keyed = {o.text for o in item.options if o.id in item.key}
        if item.topic == "area-level":
            # One source leaves this area out of the level.
            assert "跨境交易履约" not in keyed | set(item.prompts)
            assert "「跨境交易履约」" not in item.stem
        if item.topic == "course-credits":
            assert not re.search("实训", item.stem + "".join(item.prompts))
        if item.topic == "module-section":
            assert "操盘官" not in item.stem


def test_a_filter_never_tells_the_answer(generator: PracticeGenerator) -> None:
    for item in generator.every_item():
        keyed = {o.text for o in item.options if o.id in item.key}
        assert item.level not in keyed
        assert item.area not in keyed


def test_english_items_are_the_same_with_the_chinese_names_kept(generator: PracticeGenerator) -> None:
    chinese, english = (generator.every_item(language) for language in (Language.ZH, Language.EN))
    assert [i.id for i in chinese] == [i.id for i in english]
    for zh, en in zip(chinese, english, strict=True):
        assert (zh.kind, zh.key, zh.certificate, zh.level, zh.area) == (
            en.kind,
            en.key,
            en.certificate,
            en.level,
            en.area,
        )
        assert re.match("[A-Za-z“]", en.stem)
        assert "{" not in en.stem + zh.stem
        for a, b in zip(
            (*zh.prompts, *(o.text for o in zh.options)), (*en.prompts, *(o.text for o in en.options)), strict=True
        ):
            assert a in b or re.sub(r"\D", "", a) == b
        assert len(zh.explanation) == len(en.explanation)
        assert all("{" not in r.text for r in (*zh.explanation, *en.explanation, *en.review))


def test_the_same_seed_gives_the_same_items_in_another_process(generator: PracticeGenerator) -> None:
    wanted = Wanted("cert-b2b-data", "中级", count=12, seed=7)
    here = [i.id for i in generator.draw(wanted)]
    script = (
        "from assistant.catalogue.loading import load_catalogue; from assistant.settings import ROOT;"
        "from assistant.catalogue.practice import PracticeGenerator, Wanted;"
        "g = PracticeGenerator(load_catalogue(ROOT / 'corpus' / 'records'));"
        "print('\\n'.join(i.id for i in g.draw(Wanted('cert-b2b-data', '中级', count=12, seed=7))))"
    )
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert there.stdout.split() == here
    assert [i.id for i in generator.draw(wanted, Language.EN)] == here
    assert [i.id for i in generator.draw(replace(wanted, seed=8))] != here
    assert len(set(here)) == 12


def test_a_short_draw_has_every_kind(generator: PracticeGenerator) -> None:
    for seed in range(20):
        assert {i.kind for i in generator.draw(Wanted("B2B", count=4, seed=seed))} == set(ItemKind)


def test_filters_take_ids_names_and_aliases_in_both_languages(generator: PracticeGenerator) -> None:
    asked = [
        Wanted("cert-b2b-data", "中级", "跨境交易履约", "single"),
        Wanted("跨境电商B2B数据运营", "intermediate", "2.跨境交易履约", "SINGLE"),
        Wanted("b2b data operation", "Intermediate", "Cross-border trade fulfilment", " single "),
    ]
    found = [[i.id for i in generator.available(w)] for w in asked]
    assert found[0]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        (Wanted(certificate="厨师证"), ["厨师证", "cert-b2b-data", "电子商务客户服务"]),
        (Wanted(certificate="cert-b2b-data", level="特级"), ["特级", "初级、中级、高级"]),
        (Wanted(certificate="cert-b2c-data", level="初级"), ["初级", "中级"]),
        (Wanted(certificate="cert-b2b-data", area="种地"), ["种地", "跨境交易履约", "海外社交媒体营销"]),
        (Wanted(kind="essay"), ["essay", "single、multiple、matching、ordering"]),
        (Wanted(certificate="cert-live-operation", kind="ordering"), ["single"]),
        (Wanted(certificate="x" * 100_000), ["cert-b2b-data"]),
    ],
)
def test_an_unknown_filter_is_named_with_what_exists(
    generator: PracticeGenerator, wanted: Wanted, listed: list[str]
) -> None:
    with pytest.raises(PracticeFilterError) as raised:
        generator.draw(wanted)
    assert all(word in str(raised.value) for word in listed)
    assert len(str(raised.value)) < 2000


@pytest.mark.parametrize("count", [0, -1, MAX_ITEMS + 1, 10**12])
def test_impossible_counts_are_refused(generator: PracticeGenerator, count: int) -> None:
    with pytest.raises(PracticeCountError, match=f"1 .* {MAX_ITEMS}"):
        generator.draw(Wanted(count=count))


def test_an_empty_catalogue_has_no_items() -> None:
    generator = PracticeGenerator(Catalogue())
    assert generator.every_item() == ()
    with pytest.raises(PracticeFilterError):
        generator.draw(Wanted())


@pytest.mark.parametrize("kind", list(ItemKind))
def test_the_key_is_right_and_nothing_is_all_missing(generator: PracticeGenerator, kind: ItemKind) -> None:
    item = _of_kind(generator, kind)
    feedback = grade(item, item.key)
    assert feedback.right
    assert feedback.missing == feedback.wrong == ()
    empty = grade(item, ())
    assert not empty.right
    assert len(empty.missing) == len(item.key)
    assert empty.explanation == item.explanation


def test_multiple_choice_names_what_is_missing_and_what_is_wrong(generator: PracticeGenerator) -> None:
    item = _of_kind(generator, ItemKind.MULTIPLE)
    texts = {o.id: o.text for o in item.options}
    wrong = next(o.id for o in item.options if o.id not in item.key)
    feedback = grade(item, [wrong, *item.key[1:]])
    assert not feedback.right
    assert feedback.missing == (texts[item.key[0]],)
    assert feedback.wrong == (texts[wrong],)
    assert grade(item, item.key[::-1]).right


def test_matching_and_ordering_say_which_place_is_wrong(generator: PracticeGenerator) -> None:
    matching, ordering = _of_kind(generator, ItemKind.MATCHING), _of_kind(generator, ItemKind.ORDERING)
    texts = {o.id: o.text for o in matching.options}
    feedback = grade(matching, ["", *matching.key[1:]])
    assert feedback.missing == (f"{matching.prompts[0]} → {texts[matching.key[0]]}",)
    assert feedback.wrong == ()
    swapped = (ordering.key[1], ordering.key[0], *ordering.key[2:])
    assert [m[:2] for m in grade(ordering, swapped).missing] == ["1.", "2."]
    assert not grade(ordering, ordering.key[:-1]).right


@pytest.mark.parametrize("chosen", [["Z"], ["A", "A"], ["A", "B"], ["<script>" * 1000]])
def test_answers_that_are_none_are_refused(generator: PracticeGenerator, chosen: list[str]) -> None:
    with pytest.raises(PracticeChoiceError) as raised:
        grade(_of_kind(generator, ItemKind.SINGLE), chosen)
    assert len(str(raised.value)) < 300


def test_review_is_the_sibling_requirements_of_the_task(generator: PracticeGenerator, checker: RecordChecker) -> None:
    item = next(i for i in generator.every_item() if "正确使用信用保障服务" in i.stem)
    siblings = [r for r in checker.requirements if r["task_code"] == "2.2" and r["code"] != "2.2.3"]
    assert [r.text for r in grade(item, ()).review] == [f"{r['code']} {r['name']}" for r in siblings]
    with_task = [i for i in generator.every_item() if i.topic in ("requirement-task", "task-course")]
    assert all(i.review for i in with_task)
