"""What is wrong with data from outside, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


def wrong_fields(error: ValidationError, *, whole: str = "全文") -> str:
    """Each wrong field with what is wrong with it; ``whole`` stands for the data themselves."""
    return "；".join(f"{'.'.join(map(str, e['loc'])) or whole}: {e['msg']}" for e in error.errors())
