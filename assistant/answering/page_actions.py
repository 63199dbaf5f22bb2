"""What a page does, done in the chat or opened from it: practice items, the plan page filled in, the files of a chat.

A suggestion that begins with a page's address (``plan/?certificate=…``) is a link to that page; others are questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

from assistant.answering.holdings import Holdings
from assistant.answering.plan_answers import answer_plan
from assistant.answering.practice import Practice
from assistant.answering.status_changes import changes_told_by
from assistant.answering.verification import figures
from assistant.catalogue.goals import Goal
from assistant.catalogue.plan import Plan
from assistant.catalogue.practice import Item, Wanted
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import PlanningError, PracticeError
from assistant.retrieval.tokenization import normalise
from assistant.types import Draft, Language, Message, Statement, Status
from assistant.understanding.entities import EntityKind, Lexicon, Mention
from assistant.understanding.numbers import with_digits
from assistant.understanding.query import Query
from assistant.understanding.turns import TurnKind

MakePlan = Callable[[Goal], Plan]
_USUAL_COUNT, _MAX_COUNT = 3, 10
# So many statements of a plan are said where few words are wished.
_FEW = 2
_HEAD = {
    Language.ZH: "按已收录的资料出{}道题，答案在最后：",
    Language.EN: "{} questions from the collected sources; the answers stand at the end:",
}
_EXPLAINED = {
    Language.ZH: "上面是{}道练习题：从选项里选，再对最后的答案。答案这样来：",
    Language.EN: "These are {} exercises: choose among the options, then compare with the answers at the end. Why:",
}
_NONE = {
    Language.ZH: "这个范围没有可出的题。可以到练习页换一个证书、等级或题型。",
    Language.EN: "There are no items for that. On the practice page you can choose another certificate, level or kind.",
}
_PLAN = {
    Language.ZH: "规划页可以按您的情况排出先后、学时和缺口；说过的已经填好，打开后可以再改。",
    Language.EN: "The plan page puts things in order, with hours and gaps; what you said is filled in already.",
}
_EXPORT = {
    Language.ZH: "这段对话可以存成文件：点最后一个回答下面的「分享」，选 PDF、Word 或 Markdown；"
    "要打印，打开 PDF 再打印即可。",
    Language.EN: "This conversation can be saved: choose Share below the answer, then PDF, Word or Markdown; "
    "to print it, print the PDF.",
}


def act(
    kind: TurnKind,
    query: Query,
    history: Sequence[Message],
    held: Holdings,
    lexicon: Lexicon,
    plan: MakePlan,
    practice: Callable[[], Practice],
    form: TurnKind | None = None,
) -> Draft | None:
    """What a turn that asks for a page's work gets; None for any other turn.

    Args:
        kind: what the turn is for.
        query: the turn as it stands alone.
        history: the messages before it.
        held: the records of its day; none is planned with while later ones are left out.
        lexicon: names.
        plan: makes a plan.
        practice: makes the practice when it is needed.
        form: how what was done already is wished.
    """
    if kind is TurnKind.PLAN and held.complete:
        planned = _plan_in_chat(query, history, lexicon, held, plan)
        return (
            replace(planned, statements=planned.statements[:_FEW]) if planned and form is TurnKind.SHORTER else planned
        )
    if kind is TurnKind.PRACTICE:
        return _practice(query, practice(), form)
    if kind is TurnKind.EXPORT:
        return Draft(Status.ANSWERED, (Statement(_EXPORT[query.language]),), intent="export")
    return None


def plan_page(query: Query, address: str) -> Draft:
    """That the plan page does what is asked, with the link to it."""
    return Draft(Status.ANSWERED, (Statement(_PLAN[query.language]),), suggestions=(address,), intent="plan_page")


def _plan_in_chat(
    query: Query, history: Sequence[Message], lexicon: Lexicon, held: Holdings, plan: MakePlan
) -> Draft | None:
    """The plan for a certificate or job that is named, with the page on which it can be changed; None for neither."""
    certificate, role = (
        _last(query.mentions, EntityKind.CERTIFICATE, by_id=True),
        _last(query.mentions, EntityKind.ROLE),
    )
    if not certificate and not role:
        return None
    done = tuple(TaughtCourse(name) for name in _courses(query))
    goal = Goal(done=done, target_level=_last(query.mentions, EntityKind.LEVEL), certificate=certificate)
    page = plan_address(query, history, lexicon)
    try:
        made = plan(goal)
    except PlanningError as error:
        # The message names what may be chosen.
        told = Statement(str(error), computed=figures(str(error)))
        return Draft(Status.CLARIFY, (told,), suggestions=(page,), intent="plan")
    draft = answer_plan(made, query.language, held.places)
    changed = changes_told_by([made.certificate.id], held.catalogue, held.places, query.language, query.as_of)
    return replace(draft, notices=changed, suggestions=(page, *draft.suggestions))


def plan_address(query: Query, history: Sequence[Message], lexicon: Lexicon) -> str:
    """The plan page with what was said: the certificate and level named last, courses taken."""
    said = [m for message in history if message.role == "user" for m in lexicon.find_in_question(message.content)]
    mentions = [*said, *query.mentions]
    filled = {
        "certificate": _last(mentions, EntityKind.CERTIFICATE, by_id=True),
        "target_level": _last(mentions, EntityKind.LEVEL),
        "courses": "\n".join(_courses(query)),
    }
    return f"plan/?{urlencode({k: v for k, v in filled.items() if v})}"


def _courses(query: Query) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.name for m in query.mentions if m.kind is EntityKind.COURSE))


def _practice(query: Query, practice: Practice, form: TurnKind | None = None) -> Draft:
    digits = "".join(c if c.isdigit() else " " for c in _without_names(query)).split()
    count = min(max(int(digits[0]), 1), _MAX_COUNT) if digits and len(digits[0]) < 3 else _USUAL_COUNT
    certificate = _last(query.mentions, EntityKind.CERTIFICATE, by_id=True)
    level = _last(query.mentions, EntityKind.LEVEL)
    seed = sum(map(ord, query.conversation + query.text))
    items: tuple[Item, ...] = ()
    # The narrowest range that has items: a level or certificate without any is left out.
    for wanted in (Wanted(certificate, level), Wanted(certificate), Wanted(level=level)):
        try:
            items = practice.generator.draw(replace(wanted, count=count, seed=seed), query.language)
            break
        except PracticeError:
            continue
    chosen = {k: v for k, v in (("certificate", certificate), ("level", level)) if v}
    page = f"practice/?{urlencode(chosen)}"
    if not items:
        return Draft(Status.CLARIFY, (Statement(_NONE[query.language]),), suggestions=(page,), intent="practice")
    if form is TurnKind.PLAIN:
        explained = (_explained(n, i, practice, query.language) for n, i in enumerate(items, start=1))
        head = Statement(_EXPLAINED[query.language].format(len(items)), computed=frozenset({str(len(items))}))
        return Draft(Status.ANSWERED, (head, *explained), suggestions=(page,), intent="practice")
    items = items[:1] if form is TurnKind.SHORTER else items
    head = Statement(_HEAD[query.language].format(len(items)))
    asked = tuple(Statement(_asked(n, i)) for n, i in enumerate(items, start=1))
    keys = tuple(_key(n, i, practice, query.language) for n, i in enumerate(items, start=1))
    return Draft(Status.ANSWERED, (head, *asked, *keys), suggestions=(page,), intent="practice")


def _asked(number: int, item: Item) -> str:
    prompts = "".join(f"\n({n}) {p}" for n, p in enumerate(item.prompts, start=1))
    options = "".join(f"\n{o.id}. {o.text}" for o in item.options)
    return f"**{number}.** {item.stem}{prompts}{options}\n"


def _key(number: int, item: Item, practice: Practice, language: Language) -> Statement:
    cited = practice.cite(item)
    citations = tuple(dict.fromkeys(c for s in cited.explanation for c in s.citations))
    colon = "：" if language is Language.ZH else ": "
    return Statement(f"**{number}**{colon}{'、'.join(item.key)}", citations, frozenset({str(number)}))


def _explained(number: int, item: Item, practice: Practice, language: Language) -> Statement:
    """The answer to an exercise with the sentences that say why."""
    key, because = _key(number, item, practice, language), practice.cite(item).explanation[: len(item.key)]
    zh = language is Language.ZH
    text = f"{key.text}{'。' if zh else '. '}{('' if zh else ' ').join(s.text for s in because)}"
    return replace(key, text=text, computed=key.computed | figures(text))


def _without_names(query: Query) -> str:
    text = normalise(query.text)
    for mention in query.mentions:
        text = text.replace(normalise(mention.text), " ")
    return with_digits(text)


def _last(mentions: Sequence[Mention], kind: EntityKind, *, by_id: bool = False) -> str:
    return next(((m.id if by_id else m.name) for m in reversed(mentions) if m.kind is kind), "")
