"""Every text of the pages, in 中文 and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.pack.pack import Pack, Texts, neutral_pack
from assistant.text.page_texts import read_texts
from assistant.types import Language


@dataclass(frozen=True, slots=True)
class Strings:
    """One language's texts; ``{…}`` are filled in where they are used. ``own``: what the pack says itself."""

    language: Language
    html_lang: str
    new_chat: str
    other_language: str
    other_language_code: str
    ask_label: str
    send: str
    stop: str
    retry: str
    copy: str
    copied: str
    you: str
    answer: str
    thinking: str
    stopped: str
    sources: str
    source_n: str
    next_questions: str
    choices: str
    close: str
    panel: str
    panel_loading: str
    panel_failed: str
    document_missing: str
    document_changed: str
    original: str
    restated: str
    original_words: str
    page_picture: str
    open_original: str
    shortened: str
    open_document: str
    caution_model: str
    loading: str
    building: str
    failed: str
    offline: str
    updated: str
    seen: str
    empty_question: str
    status: Mapping[str, str]
    notices: Mapping[str, str]
    authority: Mapping[str, str]
    pack: Pack = field(default_factory=neutral_pack)

    @property
    def own(self) -> Texts:
        """What the pack says in this language."""
        return self.pack.texts[self.language]


_STRINGS = read_texts(Path(__file__).with_name("texts") / "pages.yaml", Strings)
ZH, EN = _STRINGS[Language.ZH], _STRINGS[Language.EN]


def strings_of(pack: Pack, language: Language) -> Strings:
    """The texts of the pages over a pack."""
    return replace(_STRINGS[language], pack=pack)
