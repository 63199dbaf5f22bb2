"""The learned map brings questions closer to their passages than the model's own vectors do."""

from dataclasses import replace

import numpy as np

from assistant.index.adapter import no_adapter
from evals.adapt import learn

_PASSAGES = 120


def part_of(generation):
    """The first passages with all of their questions."""
    passages = generation.passages[:_PASSAGES]
    questions = sum(len(p.questions) for p in passages)
    return replace(
        generation,
        passages=passages,
        vectors=generation.vectors[:_PASSAGES],
        questions=generation.questions[:questions],
        adapter=None,
    )


def found_first(generation, adapter):
    """Share of the questions whose own passage is nearest by its text alone."""
    owners = np.repeat(np.arange(len(generation.passages)), [len(p.questions) for p in generation.passages])
    cosines = adapter.turn(generation.questions) @ adapter.turn(generation.vectors).T
    return float((cosines.argmax(axis=1) == owners).mean())


def test_more_questions_find_their_passage_cosines_keep_their_range_and_a_seed_its_map(assistant):
    generation = part_of(assistant.generation)
    adapter, losses = learn(generation)
    assert np.array_equal(learn(generation)[0].matrix, adapter.matrix)
    assert losses[-1] < losses[0]
    plain = no_adapter(generation.vectors.shape[1])
    assert found_first(generation, adapter) > found_first(generation, plain) + 0.05
    turned = adapter.level(adapter.turn(generation.questions) @ adapter.turn(generation.vectors).T)
    plain_cosines = generation.questions @ generation.vectors.T
    assert abs(float(turned.mean() - plain_cosines.mean())) < 0.01
    assert abs(float(turned.max(axis=1).mean() - plain_cosines.max(axis=1).mean())) < 0.01
