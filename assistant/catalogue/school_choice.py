"""Which certificates a school should pilot first, by the principles of the School A paper (sections 1 and 2).

The paper gives no weights. We take what points at single certificates (wanted posts, platforms the school has
for training) before what fits several (industries, region, programme), and use the merits of a certificate
itself (early approval, recognised standard, pay, partner) only between those that fit a school alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import (
    Certificate,
    ChoiceEvidence,
    ChoicePrinciple,
    ChoiceTest,
    ImplementationStep,
    Place,
    Role,
)
from assistant.catalogue.roles import best_fits, named_scopes, rank_certificates, serves
from assistant.errors import SituationError
from assistant.retrieval.tokenization import normalise

_SPECIFIC = frozenset({ChoiceTest.POSTS, ChoiceTest.PLATFORM})
_MERITS = frozenset({ChoiceTest.EARLY, ChoiceTest.CERTIFICATE})


@dataclass(frozen=True, slots=True)
class SchoolSituation:
    """What a school has and wants, in its own words; whatever is unknown stays empty.

    ``platforms`` are those it has for training, ``posts`` those it trains for.

    Raises:
        SituationError: all of it is empty.
    """

    region: str = ""
    industries: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    programme: str = ""
    posts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(self.given()):
            raise SituationError(
                "请至少写出一项：地区、产业、实训平台、专业或目标岗位。"
                "Please give at least one of region, industries, platforms, programme and posts."
            )

    def given(self) -> Iterator[tuple[ChoiceTest, str]]:
        """Everything that is given and not blank, with the test it serves."""
        everything = (
            *((ChoiceTest.POSTS, text) for text in self.posts),
            *((ChoiceTest.PLATFORM, text) for text in self.platforms),
            *((ChoiceTest.INDUSTRY, text) for text in self.industries),
            (ChoiceTest.REGION, self.region),
            (ChoiceTest.PROGRAMME, self.programme),
        )
        return ((test, text.strip()) for test, text in everything if text.strip())


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a principle speaks for a certificate.

    ``said`` are the school's words (empty for a merit of the certificate), ``stated`` and ``place`` what a
    source says and where; the principle has a place of its own.
    """

    principle: ChoicePrinciple
    said: str
    stated: str
    stated_en: str
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """A certificate with every reason for it, the school's before its own merits."""

    certificate: Certificate
    reasons: tuple[Reason, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Reasons that point at it, reasons that fit several, merits; more is better, the first counts most."""
        tests = [(r.principle.test, r.said) for r in self.reasons]
        specific = len({t for t in tests if t[0] in _SPECIFIC})
        merits = sum(test in _MERITS for test, _ in tests)
        return specific, len({test for test, _ in tests} - _SPECIFIC - _MERITS), merits


@dataclass(frozen=True, slots=True)
class SchoolChoice:
    """Certificates that fit the school, best first; what no source speaks of; and the path to carry it out."""

    choices: tuple[Choice, ...]
    unmatched: tuple[str, ...]
    steps: tuple[ImplementationStep, ...]


def choose(situation: SchoolSituation, catalogue: Catalogue) -> SchoolChoice:
    """The certificates to pilot first, each with its reasons; none where nothing that is given fits any.

    Args:
        situation: the school.
        catalogue: certificates, roles, principles, evidence and steps.
    """
    certificates = catalogue.all(Certificate)
    found: dict[str, list[Reason]] = {c.id: [] for c in certificates}
    unmatched = []
    for test, said in situation.given():
        reasons = [(c, r) for c, r in _reasons(test, said, catalogue)]
        for certificate, reason in reasons:
            found[certificate.id].append(reason)
        if not reasons:
            unmatched.append(said)
    choices = [
        Choice(c, (*_in_order(found[c.id], catalogue), *_merits(c, catalogue))) for c in certificates if found[c.id]
    ]
    choices.sort(key=lambda choice: choice.rank, reverse=True)
    return SchoolChoice(tuple(choices), tuple(unmatched), catalogue.all(ImplementationStep))


def _in_order(reasons: Iterable[Reason], catalogue: Catalogue) -> list[Reason]:
    """Reasons in the order of their principles."""
    order = {p.id: n for n, p in enumerate(catalogue.all(ChoicePrinciple))}
    return sorted(reasons, key=lambda r: order[r.principle.id])


def _reasons(test: ChoiceTest, said: str, catalogue: Catalogue) -> Iterator[tuple[Certificate, Reason]]:
    """The certificates for which one thing that a school gives speaks."""
    principle = next((p for p in catalogue.all(ChoicePrinciple) if p.test is test), None)
    if principle is None:
        return
    evidence = [e for e in catalogue.all(ChoiceEvidence) if e.test is test and _names(e, said)]
    certificates = catalogue.all(Certificate)
    if test is ChoiceTest.INDUSTRY:
        named = named_scopes(said)
        for certificate in certificates:
            if serves(certificate, named):
                duty = certificate.duties[0]
                yield certificate, Reason(principle, said, duty, duty, certificate.place("duties"))
    elif test is ChoiceTest.POSTS:
        for fit in best_fits(rank_certificates(said, certificates, catalogue.all(Role), {})):
            duty = (fit.duties or tuple(fit.certificate.duties))[0]
            yield fit.certificate, Reason(principle, said, duty, duty, fit.certificate.place("duties"))
            for e in evidence:
                yield fit.certificate, Reason(principle, said, e.stated, e.stated_en, e.place("stated"))
    else:
        for e in evidence:
            named = named_scopes(e.industry or "")
            for certificate in certificates:
                if certificate.id in e.certificates or serves(certificate, named):
                    yield certificate, Reason(principle, said, e.stated, e.stated_en, e.place("stated"))


def _merits(certificate: Certificate, catalogue: Catalogue) -> Iterator[Reason]:
    """What the sources hold to a certificate's credit whatever the school."""
    years = {c.year for c in catalogue.all(Certificate)}
    year = str(certificate.year)
    for principle in catalogue.all(ChoicePrinciple):
        if principle.test is ChoiceTest.EARLY and len(years) > 1 and certificate.year == min(years):
            yield Reason(principle, "", year, year, certificate.place("year"))
        if principle.test is ChoiceTest.CERTIFICATE and certificate.id in principle.certificates:
            yield Reason(principle, "", principle.stated, principle.stated_en, principle.place("stated"))


def _names(evidence: ChoiceEvidence, said: str) -> bool:
    text = normalise(said)
    return any(normalise(name) in text for name in (evidence.name, evidence.name_en, *evidence.aliases))
