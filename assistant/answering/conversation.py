"""An answer within its conversation: nothing said twice, in the form that was wished, with questions to go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.attributes import asked_attributes, missing_attributes
from assistant.answering.brief import brief, essence
from assistant.answering.conduct import Conduct
from assistant.answering.forms import Tables, in_form
from assistant.answering.said import Earlier
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
# Of fewer questions none is chosen.
_CHOICE, MAX_CHOICES = 2, 3
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
_HELLO = {Language.ZH: "您好，", Language.EN: "Hello. "}
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
    tables: Tables = lambda statements, _: statements,
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
        tables: makes tables of the rows that statements cite.
    """
    earlier = Earlier.of(history)
    if draft.status is not Status.ANSWERED:
        if taken.about_before and (
            taken.kind is TurnKind.COMPLAINT or taken.form in (TurnKind.SHORTER, TurnKind.PLAIN)
        ):
            # What no source answers is said in plain words, with what can be asked instead.
            return conduct.reply_to_wish(draft, query.language, instead)
        if taken.kind is TurnKind.COMPLAINT:
            return conduct.reply_to_complaint(query.language, instead())
        # What is near a refusal is shown once.
        near = tuple(s for s in draft.statements[1:] if not earlier.has(s.text))
        offered = draft.suggestions or after() or (instead() if query.goes_on else ())
        return replace(draft, statements=(*draft.statements[:1], *near), suggestions=offered)
    if taken.kind is TurnKind.COMPLAINT:
        first = draft.statements[0]
        said = _SORRY[query.language].format(query.said.rstrip("？?。"), brief(first, query))
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
        wished = taken.form is TurnKind.LIST or (history and draft.status is Status.ANSWERED)
        return in_form(taken.form, draft, query, earlier, tables=tables) if wished else draft
    # What was said the first time is what is to be said in another form.
    as_said = _without_repeats(draft, query, Earlier.of(taken.turn.history), further)
    draft = as_said if as_said.status is Status.ANSWERED else draft
    return in_form(taken.form, draft, query, earlier, taken.beside, further, tables)


def greeted(draft: Draft, language: Language) -> Draft:
    """A draft that returns a greeting in its first sentence."""
    first, *rest = draft.statements
    if first.text.startswith(("|", "- ")):
        return draft
    return replace(draft, statements=(replace(first, text=_HELLO[language] + first.text), *rest))


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


def _stop(query: Query) -> str:
    return _STOPS[query.language]
