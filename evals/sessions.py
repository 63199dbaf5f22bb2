"""Browsers that chat at the same time: ``python -m evals.sessions http://127.0.0.1:7860/`` (needs a running server).

Each session is a browser of its own with its own storage; all ask the first screen's questions, one after the other,
with a pause for reading. The last line on standard output is one JSON object. The browsers run on the machine that
they measure: twenty of them take most of two cores, which a server in use does not share with its visitors.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import Error as BrowserError

from assistant.pack.pack import load_pack
from assistant.settings import SHIPPED_PACK
from assistant.types import Language
from assistant.web.strings import Strings, strings_of

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_VIEWPORT = {"width": 1280, "height": 800}
_TIMEOUT_MS = 60_000
# Notes, in milliseconds of the page's clock, when examples stood on the screen, a question was sent, and its answer's
# first and last words came. A question is sent when Enter is pressed; polling from outside would add its own delay.
_CLOCK = """
window.ztTimes = {};
addEventListener("keydown", (event) => {
    if (event.key === "Enter") ztTimes = { ...ztTimes, sent: performance.now() };
}, true);
new MutationObserver(() => {
    const now = performance.now();
    if (document.querySelector(".zt-chip")) ztTimes.usable ??= now;
    if (!ztTimes.sent || ztTimes.whole) return;
    const all = document.querySelectorAll(".zt-exchange");
    const answer = all.length === ztTimes.expected && all[all.length - 1].querySelector(".zt-answer");
    if (!answer) return;
    if (answer.querySelector(".zt-text, .zt-problem")?.textContent.trim()) ztTimes.first ??= now;
    if (answer.getAttribute("aria-busy") === "false" && answer.querySelector("[data-action=copy], .zt-problem"))
        ztTimes.whole = now;
}).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
"""


@dataclass(slots=True)
class Seen:
    """What the sessions measured, in milliseconds, and what went wrong."""

    paint_ms: list[float] = field(default_factory=list)
    usable_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    whole_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sessions and print the figures; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:7860/")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--questions", type=int, default=6, help="asked by each session")
    parser.add_argument("--pause-s", type=float, default=3.0, help="between an answer and the next question")
    options = parser.parse_args(arguments)
    address = options.address.rstrip("/") + "/"
    seen = asyncio.run(run_sessions(address, options.sessions, options.questions, options.pause_s))
    for error in seen.errors:
        print(error, file=sys.stderr)
    print(json.dumps(figures(seen, options.sessions)))
    return 1 if seen.errors else 0


async def run_sessions(address: str, sessions: int, questions: int, pause_s: float) -> Seen:
    """Open the sessions one by one, then let all of them chat at once.

    Args:
        address: of the page, ending with a slash.
        sessions: how many browsers.
        questions: how many each asks.
        pause_s: between an answer and the next question; sessions start spread over one pause.
    """
    seen = Seen()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        opened = [await _open(browser, address, n, seen) for n in range(sessions)]
        started = time.perf_counter()
        await asyncio.gather(
            *(_chat(page, n, questions, pause_s * n / sessions, pause_s, seen) for n, page in enumerate(opened))
        )
        print(f"{sessions} sessions chatted for {time.perf_counter() - started:.1f} s", file=sys.stderr)
        await browser.close()
    return seen


def figures(seen: Seen, sessions: int) -> dict[str, float | int]:
    """The figures printed; medians and 95th percentiles over all sessions, in milliseconds."""
    numbers: dict[str, float | int] = {
        "sessions": sessions,
        "answers": len(seen.whole_ms),
        "errors": len(seen.errors),
    }
    for name in ("paint", "usable", "first", "whole"):
        values = sorted(getattr(seen, f"{name}_ms"))
        if values:
            numbers[f"{name}_p50_ms"] = round(statistics.median(values))
            numbers[f"{name}_p95_ms"] = round(values[min(len(values) - 1, int(0.95 * len(values)))])
    return numbers


def _strings(session: int) -> Strings:
    language = Language.EN if session % 2 else Language.ZH
    return strings_of(load_pack(SHIPPED_PACK), language)


async def _open(browser: Browser, address: str, session: int, seen: Seen) -> Page:
    context = await browser.new_context(viewport=_VIEWPORT)  # type: ignore[arg-type]  # a TypedDict of the same keys
    page = await context.new_page()
    page.set_default_timeout(_TIMEOUT_MS)
    page.on("pageerror", lambda error: seen.errors.append(f"session {session}: {error}"))
    page.on("console", lambda m: seen.errors.append(f"session {session}: {m.text}") if m.type == "error" else None)
    await page.add_init_script(_CLOCK)
    await page.goto(address + ("en/" if _strings(session).language is Language.EN else ""))
    await page.wait_for_selector(".zt-chip")
    paint, usable = await page.evaluate(
        "[performance.getEntriesByName('first-contentful-paint')[0]?.startTime, ztTimes.usable]"
    )
    seen.paint_ms.append(paint)
    seen.usable_ms.append(usable)
    return page


async def _chat(page: Page, session: int, questions: int, wait_s: float, pause_s: float, seen: Seen) -> None:
    examples = [q for persona in _strings(session).own.personas for q in persona.questions]
    await asyncio.sleep(wait_s)
    for n in range(questions):
        try:
            await page.fill("#zt-question textarea", examples[(session + n) % len(examples)])
            await page.evaluate("n => { ztTimes = { usable: ztTimes.usable, expected: n } }", n + 1)
            await page.keyboard.press("Enter")
            await page.wait_for_function("() => ztTimes.whole")
            times = await page.evaluate("ztTimes")
            problem = await page.locator(".zt-problem").count()
        except BrowserError as error:
            seen.errors.append(f"session {session}, question {n + 1}: {error}")
            return
        if problem:
            seen.errors.append(f"session {session}, question {n + 1}: the page showed a problem")
        seen.first_ms.append(times["first"] - times["sent"])
        seen.whole_ms.append(times["whole"] - times["sent"])
        await asyncio.sleep(pause_s)


if __name__ == "__main__":
    sys.exit(main())
