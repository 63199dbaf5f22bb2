"""The certificates page's HTML: escaped, marked where certificates differ, and calm about nonsense from a browser."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from assistant.answering.places import Places
from assistant.assistant import Assistant
from assistant.catalogue.loading import Catalogue, load_catalogue
from assistant.catalogue.model import Place, Record
from assistant.catalogue.profiles import Profile, profiles
from assistant.corpus.reading import ReadCorpus, read_corpus
from assistant.pack.schema import Kind, general_schema
from assistant.settings import ROOT
from assistant.types import Citation
from assistant.web.certificate_cards import render_card
from assistant.web.certificate_compare import render_comparison
from assistant.web.certificate_details import render_detail
from assistant.web.certificate_writing import Writer
from assistant.web.certificates import _View
from assistant.web.strings import EN, ZH, Strings
from tests.api.serving import loaded

AS_OF = date(2026, 3, 1)
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def corpus() -> ReadCorpus:
    return read_corpus(ROOT / "corpus" / "documents")


@pytest.fixture(scope="module")
def found(corpus: ReadCorpus) -> dict[str, Profile]:
    catalogue = load_catalogue(ROOT / "corpus" / "records")
    return {p.record.id: p for p in profiles(catalogue, corpus.documents, AS_OF)}


def _writer(corpus: ReadCorpus, strings: Strings) -> Writer:
    places = Places(corpus)

    def locate(place: Place, value: str) -> Citation | None:
        return places.cite(place, value, strings.language)

    return Writer(locate, strings)


@pytest.mark.parametrize("strings", [ZH, EN])
def test_every_certificate_has_a_card_and_details_whose_numbers_are_listed(
    corpus: ReadCorpus, found: dict[str, Profile], strings: Strings
) -> None:
    for profile in found.values():
        writer = _writer(corpus, strings)
        card = render_card(profile, writer, compared=False)
        assert 'class="zt-cite"' in card
        # The page asks for card and details one after the other, each with a writer of its own.
        detail = render_detail(profile, _writer(corpus, strings))
        numbers = set(re.findall(r'data-action="cite" data-n="(\d+)"', card + detail))
        listed = re.findall(r'class="zt-source" data-action="cite" data-n="(\d+)"', detail)
        assert sorted(numbers, key=int) == listed


def test_a_number_means_the_same_place_on_the_card_and_in_its_details(
    corpus: ReadCorpus, found: dict[str, Profile]
) -> None:
    button = r'data-n="(\d+)" data-document="([^"]+)" data-start="(\d+)"'
    for profile in found.values():
        card = {n: (d, s) for n, d, s in re.findall(button, render_card(profile, _writer(corpus, ZH), compared=True))}
        detail = {n: (d, s) for n, d, s in re.findall(button, render_detail(profile, _writer(corpus, ZH)))}
        assert card.items() <= detail.items()


def test_what_differs_is_marked_and_what_is_shared_is_not(found: dict[str, Profile]) -> None:
    html = render_comparison([found["cert-b2b-data"], found["cert-b2c-data"]], ZH)
    assert '<em class="zt-only">跨境电商营销和销售</em>' in html
    assert "<li>跨境电商运营</li>" in html
    fields = re.findall(r'<tr class="zt-field( zt-row-differs)?"><th[^>]*>(\S+)', html)
    assert {name: bool(mark) for mark, name in fields} == {
        "状态": False,
        "等级": True,
        "第三方评价组织": True,
        "年份": True,
        "面向岗位": True,
        "工作领域": True,
        "职业技能要求": True,
        "教材与学时": True,
        "线上课模块": True,
    }
    # 7 books of 32 hours each.
    assert "7 本，建议学时共 224" in html
    assert "资料未说明" in html


def test_a_field_that_no_source_states_of_any_is_left_out(found: dict[str, Profile]) -> None:
    html = render_comparison([found["cert-live-commerce"], found["cert-customer-service"]], ZH)
    assert "教材与学时" not in html


def test_hostile_records_stay_text(corpus: ReadCorpus) -> None:
    fields = {"issuer": HOSTILE, "year": 2021, "level": HOSTILE, "duties": (HOSTILE,)}
    kind = general_schema().kinds[Kind.CERTIFICATE]
    record = Record(kind, "x", HOSTILE, HOSTILE, "school-a-1x-paper#表1 第1行", fields=fields)
    (profile,) = profiles(Catalogue({Kind.CERTIFICATE: (record,)}), corpus.documents, AS_OF)
    for strings in (ZH, EN):
        writer = _writer(corpus, strings)
        html = render_card(profile, writer, compared=False) + render_detail(profile, writer)
        html += render_comparison([profile, profile], strings)
        assert "<img" not in html
        assert "onerror=alert(1)&gt;" in html


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"role": None, "compare": "cert-b2b-data"},
        {"role": "运" * 100_000, "level": 5, "issuer": ["x"], "status": {"a": 1}},
        {"compare": [None, 1, HOSTILE, *["cert-b2b-data"] * 9]},
        [],
        None,
        "x",
    ],
)
def test_nonsense_from_a_browser_is_no_error(assistant: Assistant, state: Any) -> None:
    loader = loaded(assistant)
    view = _View(loader, ZH)
    for html in (view.cards(state), view.comparison(state), view.detail(state)):
        assert "<img" not in html
    assert "这一天不存在" in view.cards({"as_of": "2025-02-30"})
    assert '<option value="active">' in view.fields()
