"""What a person wants and has, and the certificate and levels that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.roles import Fit, best_fits, rank_certificates
from assistant.catalogue.taught import TaughtCourse
from assistant.errors import UnknownCertificateError, UnknownLevelError, UnknownRoleError
from assistant.pack.schema import Kind
from assistant.retrieval.tokenization import normalise
from assistant.types import Language

# What people call having no certificate yet; the source's 新手 has no experience (第3.3节).
_NO_LEVEL = frozenset({"", "无", "没有", "零基础", "新手", "none", "no", "beginner", "novice"})
_MAX_NAMED = 6


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person wants and has.

    Args:
        role: the job, in the person's words; may be empty when a certificate is named.
        level: the level already held (初级, 中级, 高级, or in English); empty or 零基础 for none.
        done: courses already taken.
        target_level: the level wanted; empty for the certificate's own, or the next above ``level``.
        certificate: id or name of the certificate wanted; empty to find it by the role.
    """

    role: str = ""
    level: str = ""
    done: tuple[TaughtCourse, ...] = ()
    target_level: str = ""
    certificate: str = ""


def levels_of(certificate: Record, catalogue: Catalogue) -> tuple[str, ...]:
    """The levels at which the sources describe a certificate, lowest first."""
    named = {certificate.text("level"), *certificate.texts("levels")}
    for kind in (Kind.WORK_AREA, Kind.TEXTBOOK, Kind.REQUIREMENT):
        named |= {r.text("level") for r in catalogue.all(kind, certificate=certificate.id)}
    return tuple(sorted(named - {""}, key=lambda level: (certificate.kind.rank(level), level)))


def find_certificate(
    goal: Goal, catalogue: Catalogue, similarity: Mapping[str, float]
) -> tuple[Record, Fit | None, tuple[Fit, ...]]:
    """The certificate that is named, or the one that fits the role with the fit and those about as good.

    Raises:
        UnknownRoleError: no certificate fits the role.
        UnknownCertificateError: no certificate has the name.
    """
    certificates = catalogue.all(Kind.CERTIFICATE)
    if goal.certificate.strip():
        wanted = normalise(goal.certificate.strip())
        for certificate in certificates:
            names = (certificate.id, certificate.name, certificate.name_en, *certificate.aliases)
            if wanted in {normalise(n) for n in names}:
                return certificate, None, ()
        raise UnknownCertificateError(
            f"没有收录证书「{goal.certificate.strip()}」。可以选择：{'、'.join(c.name for c in certificates)}。"
            f"No certificate named {goal.certificate.strip()!r} is on record. "
            f"Please choose one of: {', '.join(c.name_en for c in certificates)}."
        )
    roles = catalogue.all(Kind.ROLE)
    fits = rank_certificates(goal.role, certificates, roles, similarity) if goal.role.strip() else []
    if not fits:
        raise UnknownRoleError(
            f"没有证书对应岗位「{goal.role.strip()}」。请换一种说法，例如："
            f"{'、'.join(r.name for r in roles[:_MAX_NAMED])}；或直接写出证书名称。"
            f"No certificate on record fits the role {goal.role.strip()!r}. Please put it differently, for example: "
            f"{', '.join(r.name_en for r in roles[:_MAX_NAMED])}; or name a certificate."
        )
    best = best_fits(fits)
    # Of those that fit about as well, one that the sources describe at the levels that are told.
    told = {normalise(x).strip() for x in (goal.level, goal.target_level)} - _NO_LEVEL
    best.sort(key=lambda fit: not told <= _level_names(fit.certificate, catalogue))
    return best[0].certificate, best[0], tuple(best[1:])


def _level_names(certificate: Record, catalogue: Catalogue) -> set[str]:
    levels = levels_of(certificate, catalogue)
    return {*levels, *(_english(level, certificate) for level in levels)}


def read_level(asked: str, certificate: Record, levels: Sequence[str]) -> str | None:
    """The level in the sources' words, None for none held.

    Raises:
        UnknownLevelError: the sources do not describe the certificate at that level.
    """
    wanted = normalise(asked).strip()
    if wanted in _NO_LEVEL:
        return None
    for level in levels:
        if wanted in (level, _english(level, certificate)):
            return level
    raise UnknownLevelError(
        f"资料没有「{certificate.name}」的等级「{asked.strip()}」，只有{'、'.join(levels)}。请从中选择；还没有证书的话请留空。"
        f"The sources do not describe {certificate.name_en} at the level {asked.strip()!r}, only at "
        f"{', '.join(_english(x, certificate) for x in levels)}. Please choose one of these, or leave it empty if you "
        "hold none."
    )


def find_target(goal: Goal, certificate: Record, levels: Sequence[str], held: str | None) -> str:
    """The level to reach: the one asked for, else the certificate's own, else the next above what is held.

    Raises:
        UnknownLevelError: it is not above what is held, or not one of the certificate's.
    """
    above = [x for x in levels if held is None or levels.index(x) > levels.index(held)]
    target = read_level(goal.target_level, certificate, levels)
    if target is None:
        target = certificate.text("level") if certificate.text("level") in above else next(iter(above), None)
    if not levels:
        raise UnknownLevelError(
            f"资料没有写明「{certificate.name}」的等级，排不出路径。请换一张证书。"
            f"The sources give no level of {certificate.name_en}, so that no path can be made. Please choose another."
        )
    if target is None:
        raise UnknownLevelError(
            f"「{certificate.name}」{held}已是资料中最高的等级。请换一个岗位或证书。"
            f"{certificate.name_en} at {_english(held or '', certificate)} is the highest level in the sources. "
            "Please choose another role or certificate."
        )
    if held is not None and target not in above:
        raise UnknownLevelError(
            f"您已有「{certificate.name}」{held}，目标「{target}」不高于它。可选：{'、'.join(above) or '另一张证书'}。"
            f"You already hold {certificate.name_en} at {_english(held, certificate)}, and "
            f"{_english(target, certificate)} is not above that. "
            f"Please choose {' or '.join(_english(x, certificate) for x in above) or 'another certificate'}."
        )
    return target


def _english(level: str, certificate: Record) -> str:
    return certificate.kind.level_in(level, Language.EN)
