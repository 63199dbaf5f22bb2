"""What there is to see on every page: walked by the tests of all pages, and by ``make screens``.

A page of ``navigation.PAGES`` without an entry in ``VIEWS`` is seen as it opens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from assistant.desk.desk import Desk
from assistant.desk.password import hash_password
from assistant.settings import Settings
from assistant.types import Language
from assistant.web.navigation import CERTIFICATES, CHAT, DESK, PLAN, PRACTICE, SOURCES, PageLink

_QUIET_MS = 250
_COMPARED = ("cert-b2b-data", "cert-b2c-data", "centre-operator")
_QUESTION = {
    Language.ZH: "操盘官线上学习分哪四个模块？",
    Language.EN: "Which two textbooks are for the elementary level?",
}
_PASSWORD = "a tour of every page"
_ROLE = "外贸业务员"
_SEARCHED = {Language.ZH: "实践性教学学时", Language.EN: "practice hours"}
# A judged answer and an unanswered question, so that the desk has something to show.
_JUDGED = (
    {"question": "产业学院至少要几名1+X认证讲师？", "rating": "down", "reason": "想知道兼职讲师算不算"},
    {"question": "操盘官考试的报名费是多少？", "rating": "unanswered"},
)


@dataclass(frozen=True, slots=True)
class View:
    """A state of a page worth seeing; ``show`` leads there from the one before."""

    name: str
    show: Callable[[Page, Language], None]


def views(page: PageLink) -> tuple[View, ...]:
    """The views of a page, in the order in which one leads to the next."""
    return VIEWS.get(page, (View(page.slug, _as_it_opens),))


def open_page(page: Page, address: str, link: PageLink, language: Language) -> None:
    """Open a page of the bar and wait until it has drawn itself; ``address`` ends without a slash."""
    root = "/en/" if language is Language.EN else "/"
    page.goto(f"{address}{root}{f'{link.slug}/' if link.slug else ''}")
    expect(page.locator(".zt-pages [aria-current]")).to_be_visible()
    expect(page.locator("h1:visible, h2:visible").first).to_be_visible()
    settle(page)


def tour_desk(settings: Settings, folder: Path) -> Desk:
    """A desk with the tour's password that keeps what it is sent in a folder."""
    hashed = str(hash_password(_PASSWORD))
    return Desk(settings.model_copy(update={"data": folder, "desk_password_hash": hashed}), folder / "results")


def send_feedback(address: str) -> None:
    """What students judged, for the desk of a server at ``address``."""
    for body in _JUDGED:
        httpx.post(f"{address}/api/feedback", json=body).raise_for_status()


def settle(page: Page) -> None:
    """Wait until nothing in the page has changed for a moment; what moves in CSS does not count."""
    page.evaluate(
        """quiet => new Promise(done => {
            let timer = setTimeout(done, quiet);
            new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); })
                .observe(document.body, {subtree: true, childList: true, characterData: true});
        })""",
        _QUIET_MS,
    )


def _as_it_opens(page: Page, _: Language) -> None:
    settle(page)


def _first_questions(page: Page, _: Language) -> None:
    expect(page.locator(".zt-chip").first).to_be_visible()
    # Only now does Gradio listen: what is typed before goes nowhere.
    page.wait_for_function("() => 'ztRestored' in window")


def _cited_answer(page: Page, language: Language) -> None:
    box = page.locator("#zt-question textarea")
    box.fill(_QUESTION[language])
    box.press("Enter")
    expect(page.locator("[data-action=copy]").first).to_be_visible()


def _open_source(page: Page, _: Language) -> None:
    page.locator(".zt-text .zt-cite").first.click()
    expect(page.locator(".zt-panel mark").first).to_be_visible()


def _share_and_day(page: Page, language: Language) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("#zt-panel")).to_be_hidden()
    page.locator("#zt-day summary").click()
    page.locator("#zt-day-input").fill("2024-06-01")
    page.locator("#zt-question textarea").fill(_QUESTION[language])
    page.keyboard.press("Enter")
    expect(page.locator(".zt-exchange.zt-last .zt-day-tag")).to_be_visible()
    page.locator(".zt-exchange.zt-last .zt-menu summary").click()
    expect(page.locator(".zt-menu-list")).to_be_visible()


def _history(page: Page, _: Language) -> None:
    page.keyboard.press("Escape")
    page.locator("[data-action=history]").click()
    expect(page.locator("#zt-history-list li").first).to_be_visible()


def _cards(page: Page, _: Language) -> None:
    expect(page.locator(".zt-card").first).to_be_visible()


def _opened_card(page: Page, _: Language) -> None:
    page.locator(".zt-more summary").first.click()
    expect(page.locator(".zt-timeline").first).to_be_visible()


def _comparison(page: Page, _: Language) -> None:
    page.locator(".zt-more summary").first.click()
    for id_ in _COMPARED:
        page.locator(f"[data-compare={id_}]").check()
    expect(page.locator("#zt-compare thead th")).to_have_count(len(_COMPARED))
    page.evaluate("document.getElementById('zt-compare').scrollIntoView()")


def _practice_item(page: Page, _: Language) -> None:
    page.locator("select[name=kind]").select_option("single")
    expect(page.locator("form[data-kind=single]")).to_be_visible()


def _verdict(page: Page, _: Language) -> None:
    page.locator("form[data-item] input").first.check()
    page.locator("form[data-item] [type=submit]").click()
    expect(page.locator(".zt-explained")).to_be_visible()


def _planned(page: Page, _: Language) -> None:
    page.locator("#zt-p-role").fill(_ROLE)
    expect(page.locator("#zt-plan-title")).to_be_visible()


def _class_list(page: Page, _: Language) -> None:
    page.locator(".zt-mode[data-mode=class]").click()
    expect(page.locator("#zt-class")).to_be_visible()


def _found_passages(page: Page, language: Language) -> None:
    page.locator(".zt-views [data-view=listing]").click()
    page.locator("#zt-q").fill(_SEARCHED[language])
    page.locator("#zt-q").press("Enter")
    expect(page.locator(".zt-hit").first).to_be_visible()


def _read_document(page: Page, _: Language) -> None:
    page.locator(".zt-hit a").first.click()
    expect(page.locator("#zt-document-text mark").first).to_be_visible()


def _conflicts(page: Page, _: Language) -> None:
    page.locator(".zt-views [data-view=conflicts]").click()
    expect(page.locator("h2:visible").first).to_be_visible()


def _sign_in_form(page: Page, _: Language) -> None:
    expect(page.locator("#zt-sign-in")).to_be_visible()


def _signed_in(page: Page, _: Language) -> None:
    page.locator("#zt-sign-in input[type=password]").fill(_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#zt-overview dl")).to_be_visible(timeout=20_000)


VIEWS: dict[PageLink, tuple[View, ...]] = {
    CHAT: (
        View("first", _first_questions),
        View("answer", _cited_answer),
        View("chat", _open_source),
        View("share", _share_and_day),
        View("history", _history),
    ),
    CERTIFICATES: (
        View("certificates", _cards),
        View("certificate", _opened_card),
        View("comparison", _comparison),
    ),
    PRACTICE: (View("practice", _practice_item), View("practice-feedback", _verdict)),
    PLAN: (View("plan", _planned), View("plan-class", _class_list)),
    SOURCES: (View("conflicts", _conflicts), View("sources", _found_passages), View("reader", _read_document)),
    DESK: (View("sign-in", _sign_in_form), View("desk", _signed_in)),
}
