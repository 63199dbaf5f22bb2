"""What no unit of a reply may be or hold, whatever it cites: leaks, insults, markup, addresses, repetition."""

from __future__ import annotations

from collections import deque

from assistant.llm.grounding.checked import Fault
from assistant.llm.grounding.checks import Checker
from assistant.llm.grounding.figures import plain
from assistant.llm.grounding.pieces import LineKind
from assistant.llm.grounding.sentence import Sentence, content_of
from assistant.llm.grounding.wording import is_rude, leaks

_ADDRESSES = ("://", "www.", "javascript:", "mailto:", "data:text", "data:image", "vbscript:", "file:/", "tel:")
_ADDRESS_ENDS = frozenset(" \t\n)]}>）】》」”\"'、；;，。|")
# A unit says again what one of the last so many said where so much of its words and all its figures stand there.
_LOOK_BACK, _SAME = 40, 0.92
_MIN_SAME = 6
# A text that goes round has few grams of its own.
_MIN_LOOP, _LOOP = 48, 0.4
# So much of the prompt, letters alone, is no chance.
_PROMPT_RUN = 24


class Conduct:
    """Rules for the form of units; remembers what was said."""

    def __init__(self, checker: Checker, prompt: str) -> None:
        self._checker = checker
        self._said: deque[tuple[str, frozenset[object], frozenset[str]]] = deque(maxlen=_LOOK_BACK)
        letters = _letters(plain(prompt))
        self._prompt = frozenset(letters[i : i + _PROMPT_RUN] for i in range(len(letters) - _PROMPT_RUN + 1))

    def faults(self, sentence: Sentence) -> tuple[Fault, ...]:
        """What holds against a unit by its form."""
        written, text = sentence.marked.text, sentence.text
        known = "\n".join(g.text for g in (*map(self._checker.ground, sentence.marked.cited), self._checker.person))
        found = []
        if leaks(text, starts_line=sentence.piece.first and not sentence.piece.marker, known=known) or self._is_prompt(
            text, known
        ):
            found.append(Fault.LEAKS)
        if is_rude(text):
            found.append(Fault.RUDE)
        if _has_markup(written) or _has_markup(text):
            found.append(Fault.MARKUP)
        if not _addresses(text) <= _addresses(known) or "](" in text:
            found.append(Fault.LINK)
        if _is_json(text):
            found.append(Fault.CODE_BLOCK)
        if _goes_round(_letters(text)):
            found.append(Fault.REPEATS)
        return tuple(found)

    def repeats(self, sentence: Sentence) -> bool:
        """Whether a unit that would be kept says again what was kept; otherwise it is remembered."""
        letters = _letters(sentence.text)
        facts: frozenset[object] = frozenset((f.kind, f.value, f.day, f.code) for f in sentence.figures)
        brief = sentence.piece.kind is LineKind.ROW or len(sentence.terms) <= _MIN_SAME
        for said, said_facts, terms in self._said:
            same = said == letters if brief else len(sentence.terms & terms) >= _SAME * len(sentence.terms)
            if same and len(letters) >= _MIN_SAME and facts <= said_facts and not content_of(sentence.terms) - terms:
                return True
        self._said.append((letters, facts, sentence.terms))
        return False

    def _is_prompt(self, text: str, known: str) -> bool:
        if not self._prompt:
            return False
        letters, ours = _letters(text), None
        for i in range(len(letters) - _PROMPT_RUN + 1):
            run = letters[i : i + _PROMPT_RUN]
            if run in self._prompt:
                ours = _letters(known) if ours is None else ours
                if run not in ours:
                    return True
        return False


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _has_markup(text: str) -> bool:
    if "![" in text or "&#" in text or "&lt" in text:
        return True
    at = text.find("<")
    while at >= 0:
        following = text[at + 1 : at + 2]
        if following.isascii() and following.isalpha() or following in ("/", "!", "?"):
            return True
        at = text.find("<", at + 1)
    return False


def _addresses(text: str) -> frozenset[str]:
    """The addresses in a plain text, up to the first sign that ends one."""
    found = set()
    for mark in _ADDRESSES:
        at = text.find(mark)
        while at >= 0:
            start = at
            while start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
                start -= 1
            end = at + len(mark)
            while end < len(text) and text[end] not in _ADDRESS_ENDS and text[end] < "\u2e80":
                end += 1
            found.add(text[start:end].rstrip(".,?!:/"))
            at = text.find(mark, end)
    return frozenset(found)


def _is_json(text: str) -> bool:
    bare = text.lstrip(" [")
    if bare.startswith("{") or text.strip(" ,") in ("}", "]", "[", "},"):
        return True
    return bare.startswith('"') and '":' in bare.replace('" :', '":')


def _goes_round(letters: str) -> bool:
    grams = len(letters) - 3
    return len(letters) >= _MIN_LOOP and len({letters[i : i + 4] for i in range(grams)}) < _LOOP * grams
