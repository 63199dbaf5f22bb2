"""Several questions in one: the words by which the first says what all of them are about."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.retrieval.tokenization import is_chinese, normalise, runs, tokenize

_MIN_SHARED = 2


def shared_words(text: str, topic: str) -> str:
    """The runs of two or more characters of a text that stand in a topic too, the longest at each place.

    Of Latin writing whole words are, by their stems.
    """
    topic = normalise(topic)
    known = set(tokenize(topic))
    found: list[str] = []
    for _, run in runs(normalise(text)):
        if is_chinese(run):
            found.extend(_shared_runs(run, topic))
        elif known.intersection(tokenize(run)):
            found.append(run)
    return " ".join(dict.fromkeys(found))


def _shared_runs(text: str, topic: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in topic:
            end += 1
        if end - start >= _MIN_SHARED:
            yield text[start:end]
        start = max(end, start + 1)
