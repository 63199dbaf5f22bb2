"""The root of the tree, and the errors of asking."""

from __future__ import annotations

import re

# A path of this machine, with the quotation marks that libraries put around one.
_PATH = re.compile(r"""['"]?[A-Za-z0-9_.~+@%:-]*[/\\][^\s'"：；，。、（）《》]*['"]?""")


class ZhengtuError(Exception):
    """Root of the tree.

    ``code`` is the machine-readable name used in JSON errors: the class's own (IndexMissingError is ``index_missing``)
    where it is given no other. ``status`` answers a request that ends so, after ``retry_after_s`` where it may succeed.
    """

    code = "error"
    status = 500
    retry_after_s = 0

    def __init_subclass__(cls, code: str = "", status: int = 0) -> None:
        words = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__.removesuffix("Error"))
        cls.code = code or words.removeprefix("_")
        cls.status = status or cls.status

    @property
    def public(self) -> str:
        """The message as anybody may read it: without paths of this machine."""
        return _PATH.sub("…", str(self))


class SettingsError(ZhengtuError):
    """A setting or option has a value that cannot work."""


class QuestionError(ZhengtuError, code="bad_question", status=422):
    """The question cannot be read (empty, too long, binary)."""


class TooSlowError(ZhengtuError, status=503):
    """The answer took longer than it may."""

    retry_after_s = 2
