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

from assistant.catalogue.model import Certificate, Role, Scope
from assistant.retrieval.tokenization import normalise, tokenize

_NEGATED = re.compile(
    r"(?:跟|和|与)[^，。；,;?？]{1,18}(?:不是一回事|不是一类|无关)|(?:而?不是|不做|不想做?|不要|不考虑|不含|除了|并非|非)[^，。；,;?？]{1,18}|(?:\bnot\b|rather than|instead of)[^,.;?]{1,40}"
)
_SCOPES: dict[Scope, tuple[str, ...]] = {
    Scope.B2B: (
        *(
            "b2b",
            "企业对企业",
            "对公司",
            "批发",
            "大宗",
            "国际站",
            "阿里国际",
            "外贸公司",
            "国外企业",
            "国外公司",
            "采购商",
        ),
        *("business-to-business", "business to business", "wholesale", "alibaba.com", "overseas companies"),
        *("overseas buyers", "foreign companies", "foreign buyers", "companies abroad", "businesses abroad"),
        *("companies overseas", "other companies", "other businesses"),
    ),
    Scope.B2C: (
        *(
            "b2c",
            "零售",
            "个人消费者",
            "卖给个人",
            "终端消费者",
            "速卖通",
            "aliexpress",
            "retail",
            "business-to-consumer",
        ),
    ),
    Scope.CROSS_BORDER: (
        *(
            "跨境",
            "海外",
            "外贸",
            "出口",
            "国外",
            "亚马逊",
            "独立站",
            "cross-border",
            "cross border",
            "overseas",
            "abroad",
        ),
        *("export", "amazon"),
    ),
    Scope.LIVE: (
        "直播",
        "主播",
        "带货",
        "短视频",
        "live-stream",
        "live stream",
        "livestream",
        "live commerce",
        "anchor",
    ),
    Scope.SOCIAL: ("社交", "社群", "微商", "小红书", "私域", "公众号", "social"),
    Scope.DOMESTIC: ("国内", "京东", "淘宝", "天猫", "domestic"),
}
# Which scopes of a question a certificate's own scope fits.
_FITS: dict[Scope, frozenset[Scope]] = {
    Scope.B2B: frozenset({Scope.B2B, Scope.CROSS_BORDER}),
    Scope.B2C: frozenset({Scope.B2C, Scope.CROSS_BORDER}),
    Scope.CROSS_BORDER: frozenset({Scope.CROSS_BORDER}),
    Scope.LIVE: frozenset({Scope.LIVE}),
    Scope.SOCIAL: frozenset({Scope.SOCIAL, Scope.DOMESTIC}),
    Scope.DOMESTIC: frozenset({Scope.DOMESTIC}),
}
_ALIAS_WEIGHT, _DUTY_WEIGHT, _SIMILARITY_WEIGHT, _SCOPE_WEIGHT = 1.0, 1.0, 4.0, 0.35
# Below this a description fits no certificate well enough to recommend one.
MIN_FIT = 0.45
_TIE = 0.85


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a certificate fits a description; ``duties`` are its own words that matched."""

    certificate: Certificate
    score: float
    duties: tuple[str, ...]


def rank_certificates(
    description: str,
    certificates: Sequence[Certificate],
    roles: Sequence[Role],
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
    rarity = _rarity(certificates)
    mean = sum(similarity.values()) / len(similarity) if similarity else 0.0
    fits = []
    for certificate in certificates:
        duties = _matched_duties(wanted, certificate, rarity)
        score = _ALIAS_WEIGHT * _alias_score(wanted, certificate, roles)
        score += _DUTY_WEIGHT * sum(share for _, share in duties[:2])
        score += _SIMILARITY_WEIGHT * (similarity.get(certificate.id, mean) - mean)
        score += _SCOPE_WEIGHT * _scope_agreement(wanted, ruled_out, certificate.scope)
        score -= 0.5 * sum(share for _, share in _matched_duties(ruled_out, certificate, rarity)[:1])
        fits.append(Fit(certificate, score, tuple(d for d, _ in duties[:3])))
    fits.sort(key=lambda f: -f.score)
    return [f for f in fits if f.score >= MIN_FIT]


def best_fits(fits: Sequence[Fit]) -> list[Fit]:
    """The first fit, and those so close to it that the description does not tell them apart."""
    return [f for f in fits if f.score >= _TIE * fits[0].score][:3] if fits else []


def _alias_score(text: str, certificate: Certificate, roles: Sequence[Role]) -> float:
    """1 for a role named in the text, shared out where the role leads to several certificates."""
    best = 0.0
    for role in roles:
        if certificate.id in role.certificates and any(normalise(a) in text for a in (role.name, *role.aliases)):
            best = max(best, 1 / math.sqrt(len(role.certificates)))
    return best


def _rarity(certificates: Sequence[Certificate]) -> dict[str, float]:
    frequency = Counter(t for c in certificates for t in {t for d in c.duties for t in tokenize(d)})
    return {t: math.log(1 + len(certificates) / n) for t, n in frequency.items()}


def _matched_duties(text: str, certificate: Certificate, rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    """(duty, share of its weighted terms that the text holds) for duties held by half or more."""
    terms = set(tokenize(text))
    found = []
    for duty in certificate.duties:
        weights = {t: rarity[t] for t in tokenize(duty)}
        share = sum(w for t, w in weights.items() if t in terms) / (sum(weights.values()) or 1.0)
        if share >= 0.5:
            # A rare duty says more than one that half the certificates name.
            found.append((duty, share * max(weights.values()) / math.log(1 + 8)))
    return sorted(found, key=lambda item: -item[1])


def _scope_agreement(wanted: str, ruled_out: str, scope: Scope) -> float:
    named = {s for s, words in _SCOPES.items() if any(w in wanted for w in words)}
    excluded = {s for s, words in _SCOPES.items() if any(w in ruled_out for w in words)} - named
    agreement = 0.0
    if scope in named:
        # B2B, B2C, live and social name a business; 跨境 or 国内 only a market.
        agreement += 1.0 if scope in (Scope.CROSS_BORDER, Scope.DOMESTIC) else 1.5
    elif named and _FITS[scope] & named:
        agreement += 0.4
    elif named:
        agreement -= 0.6
    if scope in excluded:
        agreement -= 1.0
    return agreement
