"""Every text of the pages, in 中文 and English."""

from __future__ import annotations

from pathlib import Path

from assistant.pack.pack import Pack, Texts, neutral_pack
from assistant.text.page_texts import PageTexts, read_texts
from assistant.types import Language

_TEXTS = {path.stem: read_texts(path) for path in sorted(Path(__file__).with_name("texts").glob("*.yaml"))}


class Strings(PageTexts):
    """One language's texts: those of ``texts/pages.yaml`` by their names, and of each other file there by ``of``."""

    language: Language
    pack: Pack

    @property
    def own(self) -> Texts:
        """What the pack says itself, in this language."""
        return self.pack.texts[self.language]

    @property
    def zh(self) -> bool:
        """Whether the page is the Chinese one."""
        return self.language is Language.ZH

    @property
    def api(self) -> str:
        """The API's address from a page below its language's root: relative, so that it also holds behind a proxy."""
        return "../api" if self.zh else "../../api"

    def of(self, page: str) -> PageTexts:
        """The texts of ``texts/PAGE.yaml``."""
        return _TEXTS[page][self.language]


def strings_of(pack: Pack, language: Language) -> Strings:
    """The texts of the pages over a pack."""
    return Strings(**vars(_TEXTS["pages"][language]) | {"language": language, "pack": pack})


ZH, EN = (strings_of(neutral_pack(), language) for language in (Language.ZH, Language.EN))
