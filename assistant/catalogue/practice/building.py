"""Relations to items: keys from the facts, wrong options from what no fact states.

Nothing here is random: options and their order follow from the item's id, so that an item is the same
whenever it is made, and all items can be listed and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import reduce
from itertools import combinations

from assistant.catalogue.practice.drawing import digest, distinct, item_id, lettered, windows
from assistant.catalogue.practice.items import Item, ItemKind, Reason
from assistant.catalogue.practice.relations import Fact, Label, Relation, Scope, Words, contains
from assistant.types import Language

_SINGLE_WRONG, _MULTIPLE_WRONG, _LEAST_WRONG = 3, 3, 2
_KEYS, _KEY_STEP = 3, 2
_PAIRS, _LEAST_PAIRS, _PAIR_STEP = 4, 3, 2
_MAX_REVIEW = 6


class Builder:
    """Makes the items of one language.

    Args:
        language: of stems and explanations.
        requirements: for (certificate, level, task) the facts that name its skill requirements, to review.
    """

    def __init__(self, language: Language, requirements: Callable[[Scope, str], Sequence[Fact]]) -> None:
        self._language = language
        self._requirements = requirements

    def items(self, relation: Relation) -> Iterator[Item]:
        """Every item of a relation, in a fixed order."""
        yield from self._by_subject(relation)
        yield from self._by_object(relation)
        yield from self._matching(relation)

    def _by_subject(self, relation: Relation) -> Iterator[Item]:
        """What has this subject?"""
        facts = relation.askable()
        for subject in {f.subject.zh: f.subject for f in facts}.values():
            keyed = [f for f in facts if f.subject == subject]
            free = [o for o in distinct(f.object for f in relation.facts) if not relation.may_hold(subject, o)]
            wanted = {"subject": subject.said(self._language)}
            if len(relation.objects(subject)) == 1 and relation.which_object:
                stem = relation.which_object.filled(self._language, **wanted)
                yield from self._choice(relation, "object", stem, subject, keyed, free)
            elif len(keyed) > 1 and relation.which_objects:
                stem = relation.which_objects.filled(self._language, **wanted)
                for some in windows(keyed, _KEYS, _KEY_STEP):
                    yield from self._choice(relation, "objects", stem, subject, some, free)

    def _by_object(self, relation: Relation) -> Iterator[Item]:
        """What has this object?"""
        facts = relation.askable()
        for object_ in {f.object.zh: f.object for f in facts}.values():
            keyed = [f for f in facts if f.object == object_]
            free = [s for s in distinct(f.subject for f in relation.facts) if not relation.may_hold(s, object_)]
            wanted = {"object": object_.said(self._language)}
            if relation.which_subject:
                stem = relation.which_subject.filled(self._language, **wanted)
                for fact in keyed:
                    yield from self._choice(relation, "subject", stem, object_, [fact], free)
            if relation.which_subjects and len(keyed) > 1:
                stem = relation.which_subjects.filled(self._language, **wanted)
                for some in windows(keyed, _KEYS, _KEY_STEP):
                    yield from self._choice(relation, "subjects", stem, object_, some, free)

    def _choice(
        self, relation: Relation, form: str, stem: str, asked: Label, keyed: Sequence[Fact], free: Sequence[Label]
    ) -> Iterator[Item]:
        """A single or multiple choice item, or none where there are too few wrong options."""
        subjects = form.startswith("subject")
        keys = [f.subject if subjects else f.object for f in keyed]
        overlap = contains if subjects else relation.overlap
        if any(overlap(a.zh, b.zh) for a, b in combinations(keys, 2)):
            return
        id_ = item_id(relation.topic, form, relation.bounds, relation.name, [asked, *keys])
        near = {f.scope.area for f in keyed}
        areas = {(f.subject if subjects else f.object).zh: f.scope.area for f in relation.facts}
        wrong: list[Label] = []
        # Those of the same work area first: they are the ones that a learner confuses.
        for label in sorted(free, key=lambda l_: (areas[l_.zh] not in near, digest(id_, l_.zh))):
            if not any(overlap(label.zh, other.zh) for other in (*keys, *wrong)):
                wrong.append(label)
        wrong = wrong[: _SINGLE_WRONG if len(keys) == 1 else _MULTIPLE_WRONG]
        if len(wrong) < _LEAST_WRONG:
            return
        options = lettered(id_, [*keys, *wrong], self._language)
        shown = [*keyed, *self._their_own(relation, wrong)] if subjects else keyed
        scope = _scope(relation, keyed, object_asked=not subjects)
        yield Item(
            id=id_,
            topic=relation.topic,
            kind=ItemKind.SINGLE if len(keys) == 1 else ItemKind.MULTIPLE,
            language=self._language,
            **asdict(scope),
            stem=stem + relation.ending.filled(self._language),
            prompts=(),
            options=tuple(options.values()),
            key=tuple(sorted(options[k.zh].id for k in keys)),
            explanation=tuple(self._reason(relation.statement, f) for f in shown),
            review=self._review(relation, keyed, shown),
        )

    def _matching(self, relation: Relation) -> Iterator[Item]:
        """One prompt for each of a few objects, and one object more where there is one."""
        if relation.match is None:
            return
        facts = [f for f in relation.askable() if len(relation.objects(f.subject)) == 1]
        groups = [[f for f in facts if f.object == o] for o in {f.object.zh: f.object for f in facts}.values()]
        for window in windows(groups, _PAIRS, _PAIR_STEP):
            for row in range(max(len(g) for g in window)):
                pairs = [group[row % len(group)] for group in window]
                yield from self._matched(relation, relation.match, pairs)

    def _matched(self, relation: Relation, match: Words, pairs: Sequence[Fact]) -> Iterator[Item]:
        prompts, objects = [f.subject for f in pairs], [f.object for f in pairs]
        clash = any(contains(a.zh, b.zh) for a, b in combinations(prompts, 2))
        clash |= any(relation.overlap(a.zh, b.zh) for a, b in combinations(objects, 2))
        clash |= any(relation.may_hold(p, o) for p in prompts for o in objects if o not in relation.objects(p))
        if clash or len(pairs) < _LEAST_PAIRS:
            return
        id_ = item_id(relation.topic, "matching", relation.bounds, relation.name, [*prompts, *objects])
        spare = [
            o
            for o in distinct(f.object for f in relation.facts)
            if not any(relation.may_hold(p, o) for p in prompts)
            and not any(relation.overlap(o.zh, other.zh) for other in objects)
        ]
        spare.sort(key=lambda o: digest(id_, o.zh))
        options = lettered(id_, [*objects, *spare[:1]], self._language)
        pairs = sorted(pairs, key=lambda f: digest(id_, f.subject.zh))
        scope = _scope(relation, pairs, object_asked=True)
        yield Item(
            id=id_,
            topic=relation.topic,
            kind=ItemKind.MATCHING,
            language=self._language,
            **asdict(scope),
            stem=match.filled(self._language) + relation.ending.filled(self._language),
            prompts=tuple(f.subject.said(self._language) for f in pairs),
            options=tuple(options.values()),
            key=tuple(options[f.object.zh].id for f in pairs),
            explanation=tuple(self._reason(relation.statement, f) for f in pairs),
            review=self._review(relation, pairs, pairs),
        )

    def _their_own(self, relation: Relation, wrong: Sequence[Label]) -> list[Fact]:
        """For each wrong subject one fact that does hold of it."""
        known = [f for f in relation.facts if not f.disputed]
        own = (next((f for f in known if f.subject == label), None) for label in wrong)
        return [f for f in own if f is not None]

    def _review(self, relation: Relation, keyed: Sequence[Fact], shown: Sequence[Fact]) -> tuple[Reason, ...]:
        """Sibling requirements of the task asked about, or else facts of the same relation not shown yet."""
        seen = {f.subject.zh for f in shown} | {f.object.zh for f in shown}
        for fact in keyed:
            siblings = [s for s in self._requirements(fact.scope, fact.task) if s.subject.zh not in seen]
            if siblings:
                return tuple(Reason(s.subject.full(self._language), (s.source,)) for s in siblings[:_MAX_REVIEW])
        objects = {f.object.zh for f in keyed}
        others = [f for f in relation.askable() if f not in shown]
        others.sort(key=lambda f: f.object.zh not in objects)
        return tuple(self._reason(relation.statement, f) for f in others[:_MAX_REVIEW])

    def _reason(self, statement: Words, fact: Fact) -> Reason:
        said = {"subject": fact.subject.full(self._language), "object": fact.object.full(self._language)}
        return Reason(statement.filled(self._language, **said), (fact.source,))


def _scope(relation: Relation, keyed: Sequence[Fact], *, object_asked: bool) -> Scope:
    """What the keyed facts share, without what the question asks for."""
    scope = reduce(Scope.common, (f.scope for f in keyed))
    return scope.without(relation.object_is) if object_asked else scope
