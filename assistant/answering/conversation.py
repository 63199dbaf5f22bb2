"""An answer within its conversation: nothing said twice, in the form that was wished, with questions to go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.attributes import asked_attributes, missing_attributes
from assistant.answering.conduct import Conduct
from assistant.answering.said import Earlier
from assistant.answering.statements import markdown_table, split_outside
from assistant.answering.verification import figures
from assistant.evidence.eligibility import TOOL as ELIGIBILITY
from assistant.retrieval.tokenization import tokenize
from assistant.types import Draft, Language, Message, Statement, Status
from assistant.understanding.language import asks_to_confirm, content
from assistant.understanding.query import Query
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

# Where records answer, each statement is asked for: none is a passage that came along.
_OF_PARTS = frozenset({"certificate_status"})
_MORE = 3
# Of fewer things no table is made.
_LEAST_ROWS = 2
# Of fewer questions none is chosen.
_CHOICE, MAX_CHOICES = 2, 3
# A part of a statement must be so much shorter to be worth saying in its place.
_SHORTER = 0.7
# Of conditions that are listed with semicolons one says too little.
_ENDS_OF_CLAUSES = str.maketrans(dict.fromkeys("，,。！!", "\n"))
_ALREADY = {
    Language.ZH: "这个问题前面已经回答过，收录的资料里没有更多内容；您可以接着问下面的问题，或换个说法。",
    Language.EN: "That was answered above, and the collected sources hold nothing more on it; go on with one of these, "
    "or put it differently.",
}
_NO_MORE = {
    Language.ZH: "收录的资料里，关于这一点没有更多内容了。",
    Language.EN: "The collected sources hold nothing more on this.",
}
_STOPS = {Language.ZH: "。", Language.EN: "."}
_COLUMNS = {Language.ZH: ("项目", "内容"), Language.EN: ("Item", "Content")}
_HELLO = {Language.ZH: "您好，", Language.EN: "Hello. "}
_IN_SHORT = {Language.ZH: "简单说：{}。", Language.EN: "In short: {}."}
_SORRY = {
    Language.ZH: "抱歉没说清楚。我把您的问题理解成「{}」，最短的回答是：{}。要是问的不是这个，您想问的是下面哪一个？",
    Language.EN: "Sorry that was not clear. I took your question as “{}”; the shortest answer is: {}. If you meant "
    "something else, which of these is it?",
}


def fit_in(
    taken: Taken,
    history: Sequence[Message],
    draft: Draft,
    query: Query,
    conduct: Conduct,
    further: Callable[[], Sequence[Statement]] = tuple,
    after: Callable[[], tuple[str, ...]] = tuple,
    instead: Callable[[], tuple[str, ...]] = tuple,
) -> Draft:
    """A draft as it is said in its conversation.

    Args:
        taken: the turn.
        history: all that was said before it.
        draft: the answer by itself.
        query: the question that it answers.
        conduct: the pack's words.
        further: what else answers, the best first.
        after: questions to go on with after an answer.
        instead: questions in place of one.
    """
    earlier = Earlier.of(history)
    if draft.status is not Status.ANSWERED:
        if taken.kind is TurnKind.COMPLAINT:
            return conduct.reply_to_complaint(query.language, instead())
        # What is near a refusal is shown once.
        near = tuple(s for s in draft.statements[1:] if not earlier.has(s.text))
        offered = draft.suggestions or after() or (instead() if query.goes_on else ())
        return replace(draft, statements=(*draft.statements[:1], *near), suggestions=offered)
    if taken.kind is TurnKind.COMPLAINT:
        first = draft.statements[0]
        said = _SORRY[query.language].format(query.said.rstrip("？?。"), essence(first.text, query))
        return replace(
            draft,
            status=Status.CLARIFY,
            # The question may hold figures that no source has.
            statements=(replace(first, text=said, computed=first.computed | figures(said)),),
            suggestions=after() or instead(),
            intent="complaint",
        )
    if taken.form is TurnKind.MORE:
        return _more(draft, query, earlier, further, after)
    if not taken.about_before:
        draft = _without_repeats(draft, query, earlier, further)
        offered = draft.suggestions or after()
        if draft.status is not Status.ANSWERED and len(offered) < _CHOICE:
            offered = tuple(dict.fromkeys((*offered, *instead())))[:MAX_CHOICES]
        draft = replace(draft, suggestions=offered)
        # An answer is as short and plain as its sources allow the first time already.
        return _in_form(taken.form, draft, query, earlier) if taken.form is TurnKind.LIST else draft
    # What was said the first time is what is to be said in another form.
    as_said = _without_repeats(draft, query, Earlier.of(taken.turn.history), further)
    return _in_form(taken.form, as_said if as_said.status is Status.ANSWERED else draft, query, earlier)


def greeted(draft: Draft, language: Language) -> Draft:
    """A draft that returns a greeting in its first sentence."""
    first, *rest = draft.statements
    if first.text.startswith(("|", "- ")):
        return draft
    return replace(draft, statements=(replace(first, text=_HELLO[language] + first.text), *rest))


def essence(text: str, query: Query) -> str:
    """The clause of a statement that says most of what is asked; its first where none says anything of it."""
    asked = set(tokenize(query.own))
    lead, colon, rest = text.partition("：")
    # A lead that only repeats the question says nothing by itself.
    body = rest if colon and asked and len(asked & set(tokenize(lead))) > len(asked) / 2 else text
    clauses = [c.strip(" -") for c in body.translate(_ENDS_OF_CLAUSES).split("\n") if c.strip(" -")]
    best = max(clauses, key=lambda c: len(asked & set(tokenize(c))), default=text)
    return best if len(best) <= _SHORTER * len(text) else text.rstrip("。.；; ")


def _without_repeats(draft: Draft, query: Query, earlier: Earlier, further: Callable[[], Sequence[Statement]]) -> Draft:
    fresh = tuple(s for s in draft.statements if not earlier.has(s.text))
    if len(fresh) == len(draft.statements):
        return draft
    first = draft.statements[0]
    if draft.intent == ELIGIBILITY and not earlier.asked(query.text):
        # Who was told what holds for them by the way, and asks for it, is told it again.
        return draft
    if first in fresh:
        return replace(draft, statements=fresh)
    asked = set(tokenize(query.own))
    names, rest = _asked(query)
    # What the turn itself asks, as against what it took over.
    own = set(tokenize(content(query.text))) - names
    best = max(draft.statements, key=lambda s: [len(terms & set(tokenize(s.text))) for terms in (own, asked)])
    if best in fresh or not (earlier.asked(query.text) or earlier.answered(best.text)):
        # What stood beside another answer was not yet the answer to this.
        return replace(draft, statements=(best, *(s for s in fresh if s is not best)))
    part = essence(best.text, query)
    held = set(tokenize(best.text))
    told = set(tokenize(part))
    others = tuple(s for s in dict.fromkeys((*fresh, *further())) if s.citations and not earlier.has(s.text))
    better = tuple(
        s
        for s, said in ((s, set(tokenize(s.text))) for s in others)
        if len(own & said) > len(own & held)
        or (len(rest & said) >= len(rest & told) and len((names | rest) & said) > len((names | rest) & told))
    )
    if better:
        return replace(draft, statements=better[:_MORE])
    if earlier.asked(query.text):
        return replace(draft, status=Status.CLARIFY, statements=(Statement(_ALREADY[query.language]),))
    properties = asked_attributes(query.own)
    states = asks_to_confirm(query.text) or len(missing_attributes(query.own, best.text)) < len(properties)
    if own and not own & held and not states:
        # What was said says nothing of what this turn asks: it would answer another question.
        return replace(draft, status=Status.CLARIFY, statements=(Statement(_NO_MORE[query.language]),))
    part = part if not own or own & set(tokenize(part)) else best.text.rstrip("。. ")
    # What answers stood in an answer to another question: its own clause is said, and what a further part asks.
    new = tuple(s for s in fresh if s.citations) if draft.intent in _OF_PARTS else ()
    return replace(draft, statements=(replace(best, text=f"{part}{_stop(query)}"), *new))


def _asked(query: Query) -> tuple[set[str], set[str]]:
    """The terms of a question's names, and those of what it asks of them."""
    names = {t for m in query.mentions for t in tokenize(m.text)}
    return names, set(tokenize(query.content)) - names


def _more(
    draft: Draft,
    query: Query,
    earlier: Earlier,
    further: Callable[[], Sequence[Statement]],
    after: Callable[[], tuple[str, ...]],
) -> Draft:
    """What was not said yet of those passages that come next."""
    fresh = tuple(s for s in dict.fromkeys((*draft.statements, *further())) if not earlier.has(s.text))
    if not fresh:
        fresh = (Statement(_NO_MORE[query.language]),)
    return replace(draft, statements=fresh[:_MORE], suggestions=after())


def _in_form(form: TurnKind | None, draft: Draft, query: Query, earlier: Earlier) -> Draft:
    first = draft.statements[0]
    if form is TurnKind.SHORTER:
        whole = len(draft.statements) > 1 or not earlier.has(first.text)
        text = first.text if whole else f"{essence(first.text, query)}{_stop(query)}"
        return replace(draft, statements=(replace(first, text=text),))
    if form is TurnKind.PLAIN:
        return replace(
            draft, statements=(replace(first, text=_IN_SHORT[query.language].format(essence(first.text, query))),)
        )
    if form is TurnKind.LIST:
        return replace(draft, statements=tuple(t for s in draft.statements for t in _as_table(s, query.language)))
    return draft


def _as_table(statement: Statement, language: Language) -> tuple[Statement, ...]:
    """A statement with the sentence that lists most as a table, and what stands around it; of one thing as it is."""
    sentences = split_outside(statement.text, "。")
    if statement.text.startswith("|"):
        return (statement,)
    listed = [_listed(sentence) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda n: (len(listed[n][1]), -n))
    head, rows = listed[best]
    if len(rows) < _LEAST_ROWS:
        return (statement,)
    columns = (head, _COLUMNS[language][1]) if head else _COLUMNS[language]
    around = "。".join((*sentences[:best], *sentences[best + 1 :]))
    numbers = frozenset(name for name, _ in rows if name.isdigit())
    table = replace(statement, text=markdown_table([columns, *rows]), computed=statement.computed | numbers)
    return (replace(statement, text=f"{around}{_STOPS[language]}"), table) if around else (table,)


def _listed(sentence: str) -> tuple[str, list[tuple[str, str]]]:
    """What leads in to the items of a sentence, and the items in two cells each."""
    named = [c.partition("：") for c in split_outside(sentence, "；")]
    if len(named) > 1 and all(colon for _, colon, _ in named):
        return "", [(name.strip(), value.strip()) for name, _, value in named]
    lead, colon, rest = sentence.partition("：")
    body = rest if colon else sentence
    marks = "；、，" if colon else "；、"
    items = next((i for mark in marks if len(i := split_outside(body, mark)) > 1), [])
    return lead.strip() if colon else "", _rows(items)


def _rows(items: Sequence[str]) -> list[tuple[str, str]]:
    """Each item in two cells: what a figure is of and the figure where all have one, else its number and itself."""
    places = [next((n for n, c in enumerate(i) if c.isdigit()), 0) for i in items]
    if all(places):
        return [(i[:n].strip(), i[n:].strip()) for i, n in zip(items, places, strict=True)]
    return [(str(n), i.strip()) for n, i in enumerate(items, start=1)]


def _stop(query: Query) -> str:
    return _STOPS[query.language]
