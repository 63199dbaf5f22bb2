"""The root of the tree, and the errors of asking."""

from __future__ import annotations

import re

# A path of this machine, with the quotation marks that libraries put around one.
_PATH = re.compile(r"""['"]?[A-Za-z0-9_.~+@%:-]*[/\\][^\s'"：；，。、（）《》]*['"]?""")


class ZhengtuError(Exception):
    """Root of the tree; ``code`` is the machine-readable name used in JSON errors."""

    code = "error"

    @property
    def public(self) -> str:
        """The message as anybody may read it: without paths of this machine."""
        return _PATH.sub("…", str(self))


class SettingsError(ZhengtuError):
    code = "settings"


class QuestionError(ZhengtuError):
    code = "bad_question"


class TooSlowError(ZhengtuError):
    code = "too_slow"
