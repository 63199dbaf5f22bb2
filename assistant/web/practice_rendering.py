"""The practice page as HTML; every text that came from outside is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.answering.practice import CitedItem
from assistant.answering.verification import with_marks
from assistant.api.schemas import CitationBody
from assistant.catalogue.practice import Feedback, Item, ItemKind, PracticeGenerator
from assistant.text.page_texts import PageTexts
from assistant.types import Language
from assistant.web.html import action, bullets, choice, options
from assistant.web.markdown import citation_button, render_answer
from assistant.web.practice_state import Progress
from assistant.web.strings import Strings


def render_practice(
    progress: Progress, items: Sequence[Item], generator: PracticeGenerator, strings: Strings, body: str
) -> str:
    """The page around a question or message (``body``, HTML): heading, filters, progress."""
    words = strings.of("practice")
    return (
        f'<section class="zt-practice"><h1>{escape(words.heading)}</h1><p class="zt-detail">{escape(words.detail)}</p>'
        f"{_filters(progress, generator, words, strings.language)}{_progress(progress, items, words)}{body}</section>"
    )


def render_message(text: str, strings: Strings) -> str:
    """The page while there is no question to show."""
    words = strings.of("practice")
    return (
        f'<section class="zt-practice"><h1>{escape(words.heading)}</h1><p class="zt-detail">{escape(words.detail)}</p>'
        f'<p class="zt-waiting" role="status">{escape(text)}</p></section>'
    )


def render_finished(strings: Strings) -> str:
    """What stands in the question's place when all are answered right."""
    words = strings.of("practice")
    return (
        f'<article class="zt-item"><h2 tabindex="-1" data-focus>{escape(words.finished)}</h2>'
        f"<p>{escape(words.finished_detail)}</p>"
        f'<div class="zt-actions">{action("restart", words.restart, "zt-primary")}</div></article>'
    )


def render_item(item: Item, strings: Strings, problem: str = "") -> str:
    """A question to answer; ``problem`` says what the last try lacked."""
    words = strings.of("practice")
    return (
        f'<article class="zt-item">{_head(item, words)}'
        f'<form class="zt-answer-form" data-item="{escape(item.id)}" data-kind="{item.kind.value}">'
        f'<fieldset aria-labelledby="zt-stem" aria-describedby="zt-hint">{_inputs(item, words)}</fieldset>'
        f'<p class="zt-problem" role="alert">{escape(problem)}</p>'
        f'<button type="submit" class="zt-primary">{escape(words.submit)}</button></form></article>'
    )


def render_feedback(cited: CitedItem, chosen: Sequence[str], feedback: Feedback, strings: Strings) -> str:
    """A question that was answered, with what was right, why, and what to read next."""
    words = strings.of("practice")
    item = cited.item
    citations = {c.n: CitationBody.model_validate(c) for c in cited.citations}
    verdict, mark = (words.right, "right") if feedback.right else (words.wrong, "wrong")
    review = "".join(
        f"<li>{escape(s.text)}{''.join(citation_button(citations[c.n], strings) for c in s.citations)}</li>"
        for s in cited.review
    )
    return (
        f'<article class="zt-item">{_head(item, words, focus=False)}{_answered(item, chosen, words)}'
        f'<section class="zt-feedback zt-{mark}"><h3 tabindex="-1" data-focus>{escape(verdict)}</h3>'
        f"{_listed(words.wrong_title, feedback.wrong)}{_listed(words.missing_title, feedback.missing)}</section>"
        f'<div class="zt-actions">{action("next", words.next_item, "zt-primary")}</div>'
        f'<section class="zt-explained"><h3>{escape(words.explanation)}</h3>'
        f'<div class="zt-text">{render_answer(with_marks(cited.explanation), citations, strings)}</div></section>'
        + (f'<section class="zt-review"><h3>{escape(words.review)}</h3><ul>{review}</ul></section>' if review else "")
        + "</article>"
    )


def _filters(progress: Progress, generator: PracticeGenerator, words: PageTexts, language: Language) -> str:
    offered: dict[str, Mapping[str, str]] = {
        "certificate": generator.certificates(language),
        "level": generator.levels(progress.certificate, language),
        "area": generator.areas(progress.certificate, progress.level, language),
        "kind": {k: words.kinds[k] for k in generator.kinds(progress.certificate, progress.level, progress.area)},
    }
    filters = "".join(
        choice(
            f"zt-f-{name}",
            name,
            getattr(words, name),
            options(values, getattr(progress, name), words.everything),
            " data-filter",
        )
        for name, values in offered.items()
    )
    return f'<form class="zt-scope" aria-label="{escape(words.filters)}">{filters}</form>'


def _progress(progress: Progress, items: Sequence[Item], words: PageTexts) -> str:
    ids = {i.id for i in items}
    right, wrong = len(ids.intersection(progress.right)), len(ids.intersection(progress.wrong))
    said = words.progress.format(total=len(ids), right=right, wrong=wrong)
    return (
        f'<div class="zt-progress"><p>{escape(said)}</p>'
        f'<progress max="{len(ids) or 1}" value="{right}" aria-label="{escape(words.progress_label)}"></progress></div>'
    )


def _head(item: Item, words: PageTexts, *, focus: bool = True) -> str:
    return (
        f'<p class="zt-badge">{escape(words.kinds[item.kind])}</p>'
        f'<h2 id="zt-stem" tabindex="-1"{" data-focus" if focus else ""}>{escape(item.stem)}</h2>'
        f'<p class="zt-hint" id="zt-hint">{escape(words.hints[item.kind])}</p>'
    )


def _inputs(item: Item, words: PageTexts) -> str:
    if item.kind is ItemKind.MATCHING:
        choices = {o.id: f"{o.id}. {o.text}" for o in item.options}
        return "".join(
            f'<div class="zt-line"><label for="zt-c-{n}">{escape(prompt)}</label>'
            f'<select id="zt-c-{n}" data-choice>{options(choices, "", words.choose)}</select></div>'
            for n, prompt in enumerate(item.prompts)
        )
    if item.kind is ItemKind.ORDERING:
        places = {str(n): str(n) for n in range(1, len(item.options) + 1)}
        return "".join(
            f'<div class="zt-line zt-place"><select id="zt-c-{o.id}" data-choice="{o.id}">'
            f"{options(places, '', words.choose)}</select>"
            f'<label for="zt-c-{o.id}">{escape(o.text)}<span class="zt-hidden"> {escape(words.position_label)}</span>'
            "</label></div>"
            for o in item.options
        )
    kind = "radio" if item.kind is ItemKind.SINGLE else "checkbox"
    return "".join(
        f'<label class="zt-option"><input type="{kind}" name="choice" value="{o.id}">'
        f'<span class="zt-letter" aria-hidden="true">{o.id}</span><span>{escape(o.text)}</span></label>'
        for o in item.options
    )


def _answered(item: Item, chosen: Sequence[str], words: PageTexts) -> str:
    """The options as they were answered; what is right and what was chosen is said in words, not in colour only."""
    if item.kind in (ItemKind.MATCHING, ItemKind.ORDERING):
        texts = {o.id: o.text for o in item.options}
        names = item.prompts or tuple(f"{n}." for n in range(1, len(item.key) + 1))
        return (
            '<ul class="zt-answered">'
            + "".join(
                f'<li class="zt-{"right" if given == key else "wrong"}">{escape(name)} '
                f"<b>{escape(texts.get(given, ''))}</b></li>"
                for name, given, key in zip(names, chosen, item.key, strict=False)
            )
            + "</ul>"
        )
    lines = []
    for option in item.options:
        marks = [words.key_mark] * (option.id in item.key) + [words.chosen_mark] * (option.id in chosen)
        kind = "right" if option.id in item.key else "wrong" if option.id in chosen else "plain"
        said = f" <small>{escape(' · '.join(marks))}</small>" if marks else ""
        lines.append(f'<li class="zt-{kind}">{option.id}. {escape(option.text)}{said}</li>')
    return f'<ul class="zt-answered">{"".join(lines)}</ul>'


def _listed(title: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f"<h4>{escape(title)}</h4>{bullets(map(escape, texts))}"
