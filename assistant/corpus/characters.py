"""Characters of texts that come from anywhere: what is invisible, and how broken lines join."""

from __future__ import annotations

from collections.abc import Iterable, Set
from itertools import takewhile
from unicodedata import category, normalize

# Zero-width characters, soft hyphen, byte order mark: unseen, but they hide words from search.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_SPACES = {0xA0: " ", 0x3000: " ", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n"}
# PDF often names the glyph of an ideograph by the radical that looks the same: ⼯ for 工, ⻓ for 长. Nobody sees a
# difference, but no search finds the word.
_SIMPLIFIED = dict(
    zip(
        "⺁⺄⺈⺋⺌⺍⺕⺗⺙⺝⺟⺠⺡⺢⺥⺩⺪⺫⺭⺮⺯⺱⺲⺳⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻲⻳",
        "厂乙刀㔾小小彐心攵月母民氵水爪王疋目示竹糸网网网羊羊羊耂聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅長長长门阝雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜龟",
        strict=True,
    )
)
_RADICALS = str.maketrans(
    {c: normalize("NFKC", c) for c in map(chr, [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E)])}
    | _SIMPLIFIED
    | {"⼾": "户", "⾧": "長", "⾨": "門"}
)
# What names a line is as short: 「发布单位」, "Date of issue".
_NAME_CHARS = 16
# First parts of words that keep their hyphen, whether or not they stand alone elsewhere.
_OF_COMPOUNDS = frozenset(
    (
        "all", "anti", "co", "cross", "ex", "full", "half", "high", "in", "long", "low", "mid", "multi", "non",
        "off", "on", "one", "part", "post", "pre", "pro", "re", "self", "semi", "short", "sub", "three", "two",
        "under", "up", "well",
    )
)  # fmt: skip
# Letters that fonts set as one.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def seen(text: str) -> str:
    """The text without what nobody sees; private-use bullets of office fonts become ordinary ones."""
    visible = text.translate(_UNSEEN).translate(_SPACES).translate(_RADICALS).translate(_LIGATURES)
    return "".join("•" if category(c) == "Co" else c for c in visible)


def is_cjk(character: str) -> bool:
    """Whether it is written without spaces around it: ideographs and their punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" or "\uac00" <= character <= "\ud7af"


def join_lines(lines: Iterable[str], words: Set[str] | None = None) -> str:
    """Broken lines as one: no space between two ideographs, none where an English word was broken.

    Args:
        lines: of one paragraph.
        words: all of the document, in small letters; with them the hyphen goes that a line's end put into a word.
    """
    joined = ""
    for line in (" ".join(raw.split()) for raw in lines):
        if not line:
            continue
        close = joined and (_stand_close(joined, line) or is_broken_word(joined, line))
        if joined and words is not None and _was_one_word(joined, line, words):
            joined = joined[:-1]
        joined += line if close or not joined else f" {line}"
    return joined


def _stand_close(before: str, after: str) -> bool:
    """Whether no space stands between two lines: ideographs, or a figure beside one where none is set apart."""
    sides = is_cjk(before[-1]), is_cjk(after[0])
    if all(sides) or not any(sides):
        return all(sides)
    if not (before[-1].isdecimal() or after[0].isdecimal()):
        return False
    text = f"{before}\n{after}"
    return not any(b == " " and is_cjk(a) != is_cjk(c) for a, b, c in zip(text, text[1:], text[2:], strict=False))


def _was_one_word(before: str, after: str, words: Set[str]) -> bool:
    """Whether the hyphen at a line's end only parts a word: "experi-", not "self-"."""
    first = before[:-1].split()[-1].rpartition("-")[2].casefold() if is_broken_word(before, after) else ""
    second = "".join(takewhile(str.isalpha, after)).casefold()
    return first.isalpha() and (f"{first}{second}" in words or not (first in words or first in _OF_COMPOUNDS))


def is_broken_word(before: str, after: str) -> bool:
    """Whether a line ends within a word that goes on in the next: "experi-" over "ence"."""
    return before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].islower()


def names_and_says(line: str) -> bool:
    """Whether a line names something in short and says it, as over a text: 「发布单位：…」, "Date: …"."""
    name, _, value = line.strip().replace("：", ":", 1).partition(":")
    return bool(value.strip()) and 0 < len(name.strip()) <= _NAME_CHARS and value.strip()[-1] not in "。；;！？!?"


def lines_apart(text: str) -> list[str]:
    """The lines of a paragraph each by itself where each names something and says it, else all as one."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    return lines if len(lines) > 1 and all(map(names_and_says, lines)) else list(filter(None, [join_lines(lines)]))


def running_text(text: str) -> str:
    """Lines of items (``- …``) and broken lines as one running text: items with a semicolon between them."""
    parts: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item = line.removeprefix("- ")
        if item != line or not parts:
            parts.append(item)
        else:
            parts[-1] = join_lines([parts[-1], item])
    mark = "；" if any(map(is_cjk, text)) else "; "
    whole = [p.rstrip("。；;.") for p in parts[:-1]]
    return mark.join([*whole, *parts[-1:]])
