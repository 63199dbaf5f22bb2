"""What came of fitting one part of a pack, for whoever typed the command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """``written``: the file; None where the general fit stays because nothing better was found.

    ``said``: lines for a person. ``figures``: what was measured on questions left out of the fit.
    """

    written: Path | None
    said: tuple[str, ...]
    figures: Mapping[str, float] = field(default_factory=dict)
