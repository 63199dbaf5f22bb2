"""Texts of pages: both languages from one file, and the pages ask for nothing that is not in it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import ROOT
from assistant.text.page_texts import PageTexts, read_texts
from assistant.types import Language
from assistant.web.strings import ZH

_PAGE = (
    "send: {zh: 发送, en: Send}\nunit: MB\nlanguages:\n  zh: {zh: 中文, en: Chinese}\n  en: {zh: 英文, en: English}\n"
)
_FILES = sorted((ROOT / "assistant").glob("*/texts/*.yaml"))
_WEB = ROOT / "assistant" / "web"


def test_each_language_says_its_own_or_what_both_say(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(_PAGE, encoding="utf-8")
    texts = read_texts(tmp_path / "page.yaml")
    assert texts[Language.ZH] == PageTexts(send="发送", unit="MB", languages={"zh": "中文", "en": "英文"})
    assert texts[Language.EN] == PageTexts(send="Send", unit="MB", languages={"zh": "Chinese", "en": "English"})


def test_a_text_in_one_language_alone_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text("kinds:\n  up: {zh: 有帮助}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.kinds\.up"):
        read_texts(tmp_path / "page.yaml")


@pytest.mark.parametrize("file", _FILES, ids=lambda f: f"{f.parts[-3]}-{f.stem}")
def test_both_languages_fill_in_the_same_and_every_text_is_shown(file: Path) -> None:
    texts = read_texts(file)
    filled = [
        [sorted(set(re.findall(r"{\w+}", leaf))) for leaf in _leaves(vars(texts[language]))]
        for language in (Language.ZH, Language.EN)
    ]
    assert filled[0] == filled[1]
    sources = "".join(
        p.read_text(encoding="utf-8") for ending in ("py", "js") for p in file.parents[1].glob(f"*.{ending}")
    )
    assert [name for name in vars(texts[Language.ZH]) if not re.search(rf"\b{name}\b", sources)] == []


@pytest.mark.parametrize("module", sorted(_WEB.glob("*.py")), ids=lambda m: m.stem)
def test_a_page_asks_for_texts_that_there_are(module: Path) -> None:
    """Texts are looked up by name when a page is written: no type checker sees a slip."""
    nodes = [*ast.walk(ast.parse(module.read_text(encoding="utf-8")))]
    held: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for target, value in _pairs(node):
            if page := _page(value):
                held[ast.unparse(target)] |= vars(ZH.of(page)).keys()
    for node in nodes:
        if isinstance(node, ast.Attribute):
            page = _page(node.value)
            known = vars(ZH.of(page)).keys() if page else held.get(ast.unparse(node.value), {node.attr})
            assert node.attr in known, ast.unparse(node)


def _pairs(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            yield from zip(target.elts, value.elts, strict=True)
        else:
            yield target, value


def _page(value: ast.expr) -> str | None:
    """The page of ``strings.of("page")``."""
    match value:
        case ast.Call(func=ast.Attribute(attr="of"), args=[ast.Constant(value=str(page))]):
            return page
    return None


def _leaves(node: object) -> list[str]:
    if isinstance(node, dict):
        return [leaf for below in node.values() for leaf in _leaves(below)]
    if isinstance(node, list | tuple):
        return [leaf for below in node for leaf in _leaves(below)]
    return [str(node)]
