"""The generation that was built, or rolled back to, while the server runs: opened beside the one that answers."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import ZhengtuError
from assistant.settings import Settings

if TYPE_CHECKING:  # the real import takes seconds, and belongs into the loading thread
    from assistant.assistant import Assistant

log = logging.getLogger(__name__)


class Renewal:
    """Called now and then: an assistant over the active generation, where another one answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tried = ""

    def __call__(self, answering: Assistant | None) -> Assistant | None:
        """The newer assistant, warm; None where there is none or it cannot be opened, which the one answering tells."""
        from assistant.index.generation import Trouble, current_folder

        folder = current_folder(self._settings.index)
        if folder is None or folder.name in (self._tried, answering.generation.name if answering else ""):
            return None
        self._tried = folder.name
        try:
            return self._open(answering)
        except ZhengtuError as error:
            log.error("%s: %s (the index %s is not taken up)", error.code, error, folder.name)
            if answering is not None:
                trouble = Trouble.of(error, self._settings.corpus)
                answering.generation = replace(answering.generation, trouble=trouble)
            return None

    def _open(self, answering: Assistant | None) -> Assistant:
        from assistant.assistant import Assistant
        from assistant.index.generations import open_active

        if answering is None:
            assistant = Assistant.open(self._settings)
        else:
            generation = open_active(self._settings.index, answering.embedder.name)
            assistant = Assistant.over(generation, answering.embedder, self._settings)
        assistant.warm_up()
        return assistant
