"""Characters of texts that come from anywhere: what is invisible, and how broken lines join."""

from __future__ import annotations

from collections.abc import Iterable
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
# Letters that fonts set as one.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})


def seen(text: str) -> str:
    """The text without what nobody sees; private-use bullets of office fonts become ordinary ones."""
    visible = text.translate(_UNSEEN).translate(_SPACES).translate(_RADICALS).translate(_LIGATURES)
    return "".join("•" if category(c) == "Co" else c for c in visible)


def is_cjk(character: str) -> bool:
    """Whether it is written without spaces around it: ideographs and their punctuation."""
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" or "\uac00" <= character <= "\ud7af"


def join_lines(lines: Iterable[str]) -> str:
    """Broken lines as one: no space between two ideographs, no hyphen where an English word was broken."""
    joined = ""
    for line in (" ".join(raw.split()) for raw in lines):
        if not line:
            continue
        close = joined and ((is_cjk(joined[-1]) and is_cjk(line[0])) or _broken_word(joined, line))
        joined += line if close or not joined else f" {line}"
    return joined


def _broken_word(before: str, after: str) -> bool:
    return before[-1] == "-" and before[-2:-1].isalpha() and after[0].islower()


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
