"""Role to certificates: which certificate fits the job that a person describes.

Three kinds of evidence are added up, each explainable: a known role's alias, the words of a duty that a
certificate names, and the embedding similarity of the question to the certificate's target posts. What
the person rules out (「不是国内微商」) counts against.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue.model import Record
from assistant.catalogue.names import named_in
from assistant.pack.schema import FieldWords
from assistant.retrieval.tokenization import normalise, tokenize

_NEGATED = re.compile(
    r"(?:跟|和|与)[^，。；,;?？]{1,18}(?:不是一回事|不是一类|无关)|(?:而?不是|不做|不想做?|不要|不考虑|不含|除了|并非|非)[^，。；,;?？]{1,18}|(?:\bnot\b|rather than|instead of)[^,.;?]{1,40}"
)
_ALIAS_WEIGHT, _DUTY_WEIGHT, _SIMILARITY_WEIGHT, _SCOPE_WEIGHT = 1.0, 1.0, 4.0, 0.35
# Below this a description fits no certificate well enough to recommend one.
MIN_FIT = 0.45
_TIE = 0.85


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a certificate fits a description; ``duties`` are its own words that matched, ``roles`` the posts named."""

    certificate: Record
    score: float
    duties: tuple[str, ...]
    roles: tuple[Record, ...] = ()


def rank_certificates(
    description: str,
    certificates: Sequence[Record],
    roles: Sequence[Record],
    similarity: Mapping[str, float],
) -> list[Fit]:
    """Certificates for a job description, best first, only those that fit at all.

    Args:
        description: the person's words.
        certificates: the candidates.
        roles: known roles with their colloquial names.
        similarity: cosine of the question to each certificate's target posts, by id.
    """
    text = normalise(description)
    ruled_out = " ".join(_NEGATED.findall(text))
    wanted = _NEGATED.sub(" ", text)
    rarity, named = _rarity(certificates), roles_named(wanted, roles)
    mean = sum(similarity.values()) / len(similarity) if similarity else 0.0
    fits = []
    for certificate in certificates:
        duties = _matched_duties(wanted, certificate, rarity)
        score = _ALIAS_WEIGHT * _alias_score(certificate, named)
        score += _DUTY_WEIGHT * sum(share for _, share in duties[:2])
        score += _SIMILARITY_WEIGHT * (similarity.get(certificate.id, mean) - mean)
        score += _SCOPE_WEIGHT * sum(
            _agreement(wanted, ruled_out, f, certificate.text(f.name)) for f in certificate.kind.coded_fields
        )
        score -= 0.5 * sum(share for _, share in _matched_duties(ruled_out, certificate, rarity)[:1])
        leading = tuple(r for r in named if certificate.id in r.texts("certificates"))
        fits.append(Fit(certificate, score, tuple(d for d, _ in duties[:3]), leading))
    fits.sort(key=lambda f: -f.score)
    return [f for f in fits if f.score >= MIN_FIT]


def best_fits(fits: Sequence[Fit]) -> list[Fit]:
    """The first fit, and those so close to it that the description does not tell them apart."""
    return [f for f in fits if f.score >= _TIE * fits[0].score][:3] if fits else []


def roles_named(text: str, roles: Sequence[Record]) -> list[Record]:
    """The posts that a normalised text names, by the longest of names that lie within each other."""
    called: dict[str, list[Record]] = {}
    for role in roles:
        for alias in (role.name, role.text("name_en"), *role.aliases):
            if alias:
                called.setdefault(normalise(alias), []).append(role)
    names = named_in(text, sorted(called, key=lambda n: (-len(n), n)))
    return list({r.id: r for n in names for r in called[n]}.values())


def _alias_score(certificate: Record, named: Sequence[Record]) -> float:
    """1 for a role named in the text, shared out where the role leads to several certificates."""
    leading = (r.texts("certificates") for r in named if certificate.id in r.texts("certificates"))
    return max((1 / math.sqrt(len(certificates)) for certificates in leading), default=0.0)


def _rarity(certificates: Sequence[Record]) -> dict[str, float]:
    frequency = Counter(t for c in certificates for t in {t for d in c.texts("duties") for t in tokenize(d)})
    return {t: math.log(1 + len(certificates) / n) for t, n in frequency.items()}


def _matched_duties(text: str, certificate: Record, rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    """(duty, share of its weighted terms that the text holds) for duties held by half or more."""
    terms = set(tokenize(text))
    found = []
    for duty in certificate.texts("duties"):
        weights = {t: rarity[t] for t in tokenize(duty)}
        share = sum(w for t, w in weights.items() if t in terms) / (sum(weights.values()) or 1.0)
        if share >= 0.5:
            # A rare duty says more than one that half the certificates name.
            found.append((duty, share * max(weights.values()) / math.log(1 + 8)))
    return sorted(found, key=lambda item: -item[1])


def _agreement(wanted: str, ruled_out: str, field: FieldWords, value: str) -> float:
    """How far a coded value (a business, a market) agrees with the values that a description names or rules out."""
    named = {v for v, words in field.values.items() if words.meant(wanted)}
    excluded = {v for v, words in field.values.items() if words.meant(ruled_out)} - named
    words = field.values.get(value)
    agreement = 0.0
    if words is None:
        return agreement
    if value in named:
        agreement += 1.0 if words.wide else 1.5
    elif named & set(words.within):
        agreement += 0.4
    elif named:
        agreement -= 0.6
    if value in excluded:
        agreement -= 1.0
    return agreement
