"""What is asked of certificates: who evaluates them, and which posts they are for."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue.loading import Catalogue
from assistant.catalogue.model import Record
from assistant.catalogue.practice.items import Source
from assistant.catalogue.practice.relations import Fact, Label, Relation, Scope, Words, is_disputed, label
from assistant.pack.schema import Kind


def certificate_relations(catalogue: Catalogue) -> Iterator[Relation]:
    """Issuers and target posts. Years are not asked: most certificates share one, and sources differ."""
    held = catalogue.all(Kind.CERTIFICATE)
    if not held:
        return
    yield Relation(
        topic="certificate-issuer",
        bounds=Scope(),
        ending=Words("", ""),
        facts=tuple(
            Fact(
                _name(c),
                label(c.text("issuer")),
                _scope(c),
                Source(c.place("issuer"), c.text("issuer")),
                disputed=is_disputed(catalogue, "评价组织", c.name),
            )
            for c in held
        ),
        statement=Words("「{subject}」的第三方评价组织是{object}。", "“{subject}” is evaluated by {object}."),
        which_object=Words("「{subject}」的第三方评价组织是哪一家？", "Which organisation evaluates “{subject}”?"),
        which_subject=Words("{object}评价下列哪一张证书？", "Which certificate does {object} evaluate?"),
        match=Words("把每张证书配到它的第三方评价组织。", "Match each certificate with its evaluation organisation."),
    )
    yield Relation(
        topic="certificate-duty",
        bounds=Scope(),
        ending=Words("", ""),
        facts=(
            *(
                Fact(_name(c), label(d), _scope(c), Source(c.place("duties"), d))
                for c in held
                for d in c.texts("duties")
            ),
            *_duties_of_roles(catalogue),
        ),
        statement=Words(
            "「{subject}」面向的岗位中有「{object}」。", "The target posts of “{subject}” name “{object}”."
        ),
        which_objects=Words("「{subject}」面向的岗位中写有下列哪些？", "Which posts does “{subject}” target?"),
        which_subject=Words(
            "哪一张证书面向的岗位中写有「{object}」？", "Which certificate names “{object}” among its posts?"
        ),
        which_subjects=Words(
            "哪些证书面向的岗位中写有「{object}」？", "Which certificates name “{object}” among their posts?"
        ),
    )


def _duties_of_roles(catalogue: Catalogue) -> Iterator[Fact]:
    """What roles say of certificates counts when wrong options are drawn, but is not asked."""
    for role in catalogue.all(Kind.ROLE):
        for id_ in role.texts("certificates"):
            certificate = catalogue.get(Kind.CERTIFICATE, id_)
            if role.text("duty") not in certificate.texts("duties"):
                source = Source(role.place("duty"), role.text("duty"))
                yield Fact(_name(certificate), label(role.text("duty")), _scope(certificate), source, disputed=True)


def _name(certificate: Record) -> Label:
    return label(certificate.name, certificate.name_en)


def _scope(certificate: Record) -> Scope:
    return Scope(certificate.id, certificate.text("level"))
