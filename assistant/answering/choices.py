"""Questions to go on with: on what the conversation is about, not yet answered in it, and known to be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from assistant.answering.brief import brief
from assistant.answering.conversation import MAX_CHOICES
from assistant.answering.extraction import Found, is_local, says_it_is_missing
from assistant.answering.holdings import Holdings
from assistant.answering.said import Earlier
from assistant.answering.selection import Ranked
from assistant.answering.statements import split_outside
from assistant.answering.verification import figures
from assistant.evidence.eligibility import TOOL as ELIGIBILITY
from assistant.evidence.eligibility import counts_from
from assistant.evidence.status import TOOL as STATUS_INTENT
from assistant.pack.pack import Texts
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise, tokenize
from assistant.types import Draft, Language, Message, NoticeKind, Passage, Statement, Status
from assistant.understanding.entities import EntityKind, Lexicon
from assistant.understanding.focus import asks
from assistant.understanding.followups import subjects_of
from assistant.understanding.query import Query
from assistant.understanding.turn_taking import Taken
from assistant.understanding.turns import TurnKind

# A vague turn is weighed against so many things that could be asked; each is answered to see that it can be.
_TRIED = 8
_LAST_QUESTIONS = 3
# What to do is told of so many things; a statement of which so much was said is said no more.
_STEPS_OF, _THE_SAME = 2, 0.7
# A longer cell is no name of a thing, a longer question is none to tap.
_NAME_CHARS, _QUESTION_CHARS = 24, 48
_SHORT = {Language.ZH: 10, Language.EN: 36}
_SURE = 0.4
_CAN_BE_TAKEN = "open"
_OF = {Language.ZH: "{{}}{}？", Language.EN: "{} – {{}}?"}
_STILL_OPEN = {Language.ZH: "{}现在还能报名吗？", Language.EN: "Can I still register for {} now?"}
_FITS = {Language.ZH: "按我的情况能报{}吗？", Language.EN: "Can I register for {} with what I have?"}
_OF_A_ROW = {Language.ZH: "{}的{}是{}？", Language.EN: "What is the {1} of {0}?"}
_ITEMS = {Language.ZH: "；", Language.EN: "; "}
_CHECK = {Language.ZH: "先看能不能报：", Language.EN: "See whether it is open: "}
_COMPARE = {Language.ZH: "对一对条件：", Language.EN: "Compare the conditions: "}
_THEN = {Language.ZH: "再了解：", Language.EN: "Then read up: "}
_STOP = {Language.ZH: "。", Language.EN: "."}
# So many conditions that another step lists too are a list said twice.
_LISTED = 2
_HOW_MUCH, _WHAT = "多少", "什么"
Answered = Callable[[str], Draft | None]


@dataclass(frozen=True, slots=True)
class Choices:
    """Chooses questions in what is held on a day.

    Attributes:
        held: index and records.
        lexicon: names.
        texts: of the pack in the language of the answer.
        answered: the answer to a question by itself, with its notices; None where it cannot be read.
    """

    held: Holdings
    lexicon: Lexicon
    texts: Texts
    answered: Answered

    def after(self, query: Query, found: Found | None, earlier: Earlier) -> tuple[str, ...]:
        """Questions on the same thing that passages near the answer are known to answer; () where there are none."""
        if found is None:
            return ()
        names = subjects_of(query.standalone, self.lexicon)
        near = [r for r in self._unsaid(found, earlier) if not r.is_about_others(query)]
        asked = set(tokenize(query.standalone))
        known = (q for r in near if (q := self._known(r, query, found)))
        fitting = [q for q in dict.fromkeys(known) if not earlier.asked(q) and set(tokenize(q)) - asked]
        if not self.held.retriever.expanded:
            made = dict.fromkeys(chain.from_iterable(self._of_row(r.hit.passage, names, query) for r in near))
            wanted = (q for q in made if not earlier.asked(q) and self._is_answered(q, earlier))
            fitting += islice(wanted, MAX_CHOICES - 1)
        return tuple(fitting[:MAX_CHOICES])

    def instead(self, taken: Taken, query: Query, history: Sequence[Message]) -> tuple[str, ...]:
        """For a turn that asks nothing definite, or not of what: what can be asked of things near what the person said.

        Each is answered by itself first, with nothing that was said before and nothing that a later rule stopped.
        """
        earlier = Earlier.of(history)
        said = [m.content for m in history if m.role == "user"][-_LAST_QUESTIONS:]
        about = " ".join(dict.fromkeys((*taken.told, taken.aim, *said, taken.turn.question)))
        found = self.held.reader.find(self.held.reader.read(query, about))
        asked_of = taken.turn.question.rstrip("？?。. ")
        # 「多少钱」 of which? A longer question says more than it lacks.
        short = len(asked_of) <= _SHORT[query.language] and not taken.wants_advice
        wanted = asked_of if taken.kind is TurnKind.QUESTION and short else ""
        names = self._names((query.standalone, *said[::-1]), about, found, query.language, offers=not wanted)
        templates = [_OF[query.language].format(wanted)] if wanted else self.texts.start_on
        # Whoever told of themselves first wants to know whether that is enough.
        fits = [
            _FITS[query.language].format(n) for n in names if taken.told and not wanted and self._may_assess(n, earlier)
        ]
        asked = chain(fits[:1], chain.from_iterable(zip_longest(*([t.format(n) for t in templates] for n in names))))
        # What is said too vaguely to find anything is near to nothing.
        known = self._open_questions(found, earlier, query) if self.held.reader.sure(found) >= _SURE else []
        spoken = next((s for t in (query.standalone, *said[::-1]) if (s := subjects_of(t, self.lexicon))), ())
        # Of what was spoken of last, as far as it has a name.
        known = [q for q in known if not spoken or any(n in q for n in spoken)]
        both = (asked, known) if spoken else (known, asked)
        mixed = chain.from_iterable(zip_longest(*((asked,) if wanted else both)))
        candidates = list(dict.fromkeys((*mixed, *(() if wanted else self.texts.start))))
        fitting = (q for q in candidates[:_TRIED] if q and not earlier.asked(q) and self._is_answered(q, earlier))
        return tuple(islice(fitting, MAX_CHOICES))

    def steps(self, taken: Taken, query: Query, history: Sequence[Message]) -> tuple[Draft, ...]:
        """What somebody who asks what to do is told first of what they spoke of, or of what can be taken: the answers,
        with the first statement of each not yet said, to whether it is open, whether they may take it, and the rest.
        """
        if not history:
            return ()
        earlier = Earlier.of(history)
        said = [query.standalone, *(m.content for m in reversed(history) if m.role == "user")]
        about = " ".join(dict.fromkeys((*taken.told, taken.aim, *said[:_LAST_QUESTIONS])))
        found = self.held.reader.find(self.held.reader.read(query, about))
        spoken = self._names(said, about, found, query.language, offers=False)[:1]
        known = self._names(said, about, found, query.language, offers=True)
        # Of a family that was spoken of, what can be taken.
        of_it = [n for n in known if spoken and n != spoken[0] and spoken[0] in n]
        names = (self._next_levels(taken) or of_it or spoken or known)[:_STEPS_OF]
        asked = [t[query.language].format(n) for n in names for t in (*((_FITS,) if taken.told else ()), _STILL_OPEN)]
        opening = tuple(asked)
        asked += [t.format(n) for n in names for t in self.texts.start_on]
        steps: list[Draft] = []
        asked_by: list[str] = []
        for question in asked[:_TRIED]:
            draft = self.answered(question)
            if draft is None or draft.status is not Status.ANSWERED or not draft.statements[0].citations:
                continue
            first = draft.statements[0]
            terms = set(tokenize(first.text))
            told = [s.statements[0] for s in steps]
            terms_before = chain.from_iterable(tokenize(r) for r in earlier.replies)
            again = len(terms & set(terms_before)) >= _THE_SAME * len(terms) and question not in opening
            new = not again and all(len(terms & set(tokenize(s.text))) < _THE_SAME * len(terms) for s in told)
            cited = {c.quote for s in told for c in s.citations}
            if (
                new
                and not {c.quote for c in first.citations} <= cited
                and not first.text.startswith("|")
                # A plan says again what it stands on.
                and (taken.kind is TurnKind.PLAN or not earlier.has(first.text))
            ):
                steps.append(draft)
                asked_by.append(question)
        return tuple(
            _step(draft, q, [s.statements[0] for s in steps if s is not draft], query)
            for draft, q in zip(steps[:MAX_CHOICES], asked_by, strict=False)
        )

    def _next_levels(self, taken: Taken) -> list[str]:
        """What comes next after the level that the person has, each after the one before it; [] for none."""
        conditions = self.held.catalogue.all(Kind.CONDITION)
        levels = {m.name for c in taken.told for m in self.lexicon.find(c) if m.kind is EntityKind.LEVEL}
        names: list[str] = []
        while (above := next((r for r in conditions if levels & counts_from(r)), None)) and len(names) < _STEPS_OF:
            levels = {above.text("level")}
            names += [r.name for r in self.held.catalogue.all(Kind.OPEN) if r.name in above.aliases]
        return names

    def only_of_stopped(self, query: Query) -> bool:
        """Whether all certificates that a question names were stopped."""
        named = set(query.ids(EntityKind.CERTIFICATE))
        return bool(named) and named <= self._stopped()

    def _stopped(self) -> set[str]:
        return {c for change in self.held.catalogue.status_changes for c in change.certificates}

    def _may_assess(self, name: str, earlier: Earlier) -> bool:
        """Whether the conditions of a thing are known and nobody was assessed by them yet."""
        known = [r for r in self.held.catalogue.all(Kind.CONDITION) if name in (r.name, *r.aliases)]
        return bool(known) and not any(earlier.has(r.name) for r in known)

    def _names(self, said: Sequence[str], about: str, found: Found, language: Language, *, offers: bool) -> list[str]:
        """What was spoken of and what can be taken, the latest and nearest first; of a family the nearest level."""
        stopped = self._stopped()
        spoken = [
            n
            for t in said
            for n in subjects_of(t, self.lexicon)
            if not stopped & {m.id for m in self.lexicon.find(n)} and subjects_of(n, self.lexicon)
        ]
        terms = set(tokenize(about))
        records = self.held.catalogue.all(Kind.OPEN)
        takeable = [r for r in records if offers and r.text("availability") == _CAN_BE_TAKEN]
        takeable.sort(key=lambda r: -len(terms & set(tokenize(r.name))))
        families = dict.fromkeys(r.text("family") for r in takeable)
        nearest = [next(r for r in takeable if r.text("family") == f).named(language) for f in families]
        things = () if records else (n for r in found.ranked for n in self.lexicon.things(r.hit.passage.searchable)[:1])
        return list(dict.fromkeys((*spoken, *(n.partition("（")[0].partition(" (")[0] for n in nearest), *things)))

    def _open_questions(self, found: Found, earlier: Earlier, query: Query) -> list[str]:
        """What the passages nearest to what was said are known to answer, but for those of things that were stopped."""
        stopped = self._stopped()
        near = (r for r in self._unsaid(found, earlier) if not stopped & {id_ for _, id_ in r.names})
        return [q for r in near for q in self._of_language(r.hit.passage, query)[:1]]

    def _is_answered(self, question: str, earlier: Earlier) -> bool:
        draft = self.answered(question)
        if draft is None or draft.status is not Status.ANSWERED or draft.intent == STATUS_INTENT:
            return False
        stopped = any(n.kind is NoticeKind.SUPERSEDED for n in draft.notices)
        return not stopped and not earlier.has(draft.statements[0].text)

    def _unsaid(self, found: Found, earlier: Earlier) -> list[Ranked]:
        chosen = {c.hit.passage.id for c in found.chosen}
        return [r for r in found.ranked if r.hit.passage.id not in chosen and not earlier.has(r.hit.passage.text)]

    def _known(self, ranked: Ranked, query: Query, found: Found) -> str:
        """The question that a passage on the same thing is known to answer and that names it, "" for none."""
        passage = ranked.hit.passage
        subjects = {
            (m.kind, m.id) for m in query.mentions if m.kind.names_subject and m.kind is not EntityKind.DOCUMENT
        }
        retriever = self.held.retriever
        beside = bool(found.chosen) and retriever.share_a_section(passage, found.chosen[0].hit.passage)
        if says_it_is_missing(query, replace(found, chosen=(ranked,))) or not (subjects & ranked.names or beside):
            return ""
        asked = self._of_language(passage, query)
        if is_local(query, retriever.document(passage.document_id)):
            return ""
        named = (
            q for q in asked if not subjects or subjects & {(m.kind, m.id) for m in self.lexicon.find_in_question(q)}
        )
        return next(named, "")

    def _of_language(self, passage: Passage, query: Query) -> list[str]:
        english = query.language is Language.EN
        fitting = (q for q in passage.questions if len(q) <= _QUESTION_CHARS * (1 + english))
        return [q for q in fitting if q.isascii() == english and asks(q)]

    def _of_row(self, passage: Passage, names: Sequence[str], query: Query) -> Iterator[str]:
        """For a row of a thing that is spoken of, what its cells answer."""
        known = {normalise(n) for n in names}
        name = next((v for _, v in passage.cells if any(normalise(t) in known for t in self.lexicon.things(v))), "")
        if (
            not name
            or len(name) > _NAME_CHARS * (1 + name.isascii())
            or name.isascii() != (query.language is Language.EN)
        ):
            return
        asked = set(tokenize(query.standalone))
        yield from (
            _OF_A_ROW[query.language].format(
                name, column.lower() if column.isascii() else column, _HOW_MUCH if value[0].isdigit() else _WHAT
            )
            for column, value in passage.cells
            if value not in ("", name) and not asked & set(tokenize(column))
        )


def _step(draft: Draft, question: str, others: Sequence[Statement], query: Query) -> Draft:
    """What a step is for, by the question that it answers, and what it comes to; conditions that another step lists are
    said there alone.
    """
    first, language = draft.statements[0], query.language
    mark = _ITEMS[language]
    parts = [p.strip(" 。.") for p in split_outside(first.text, mark)]
    # What a part says after what leads in to it.
    bare = [p.rpartition("：" if language is Language.ZH else ": ")[2].strip() for p in parts]
    if sum(any(b in o.text for o in others) for b in bare) >= _LISTED and draft.intent != ELIGIBILITY:
        said = brief(first, replace(query, told=()), verdict=True)
    else:
        told: list[str] = []
        for part, words in zip(parts, bare, strict=True):
            if not any(words in t for t in told):
                told.append(part)
        said = mark.join(told)
    openings = {t[language].partition("{}")[2]: label for t, label in ((_STILL_OPEN, _CHECK), (_FITS, _COMPARE))}
    label = next((label[language] for end, label in openings.items() if question.endswith(end)), _THEN[language])
    text = f"{label}{said}{'' if said.endswith(('）', ')')) else _STOP[language]}"
    said_again = replace(first, text=text, computed=first.computed | figures(text))
    return replace(draft, statements=(said_again,))
