"""What is said of a service or a place beside its own facts: costs, terms, accessibility."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import Accessibility, Cost, ServiceTerm, Taxonomy, TaxonomyTerm
from .writing import change, demand_partner_or_administrator, once, touch


@once(Cost)
@transaction.atomic
def make_cost(service, *, by, **facts):
    """One more thing that a service costs."""
    demand_partner_or_administrator(by, service.partner)
    _check_cost(facts)
    cost = Cost(service=service, **facts)
    cost.save()
    record("made", cost, by=by)
    touch(service)
    return cost


@transaction.atomic
def change_cost(cost, *, by, version, **facts):
    """Correct a cost."""
    demand_partner_or_administrator(by, cost.service.partner)
    _check_cost(facts)
    return change(cost, by, version, facts)


@transaction.atomic
def drop_cost(cost, *, by):
    """It costs this no more."""
    demand_partner_or_administrator(by, cost.service.partner)
    _drop(cost, cost.service, by)


@once(Accessibility)
@transaction.atomic
def make_accessibility(location, *, by, **facts):
    """One more thing that helps people with a disability at a place."""
    demand_partner_or_administrator(by, location.partner)
    accessibility = Accessibility(location=location, **facts)
    accessibility.save()
    record("made", accessibility, by=by)
    touch(location)
    return accessibility


@transaction.atomic
def change_accessibility(accessibility, *, by, version, **facts):
    """Correct what is said of a place's accessibility."""
    demand_partner_or_administrator(by, accessibility.location.partner)
    return change(accessibility, by, version, facts)


@transaction.atomic
def drop_accessibility(accessibility, *, by):
    """It is not there any more."""
    demand_partner_or_administrator(by, accessibility.location.partner)
    _drop(accessibility, accessibility.location, by)


@transaction.atomic
def classify(service, terms, *, by):
    """Say by which terms a service is found: these and no others."""
    demand_partner_or_administrator(by, service.partner)
    lock(service)
    wanted, tied = {term.pk for term in terms}, list(service.terms.all())
    old = [tie for tie in tied if tie.term_id not in wanted]
    new = sorted(wanted - {tie.term_id for tie in tied})
    if not old and not new:
        return service
    for tie in old:
        tie.delete()
    for term in new:
        ServiceTerm(service=service, term_id=term).save()
    record("classified", service, by=by, made=len(new), dropped=len(old))
    touch(service)
    return service


@transaction.atomic
def make_taxonomy(*, by, **facts):
    """A list of terms comes in with a directory."""
    demand(by, "administer")
    taxonomy = Taxonomy(**facts)
    taxonomy.save()
    record("made", taxonomy, by=by)
    return taxonomy


@transaction.atomic
def make_term(taxonomy, *, by, **facts):
    """A term of such a list."""
    demand(by, "administer")
    term = TaxonomyTerm(taxonomy=taxonomy, **facts)
    term.save()
    record("made", term, by=by)
    return term


def _drop(row, owner, by):
    record_of = type(row)
    row.delete()
    record("dropped", record_of, by=by, code=row.code)
    touch(owner)


def _check_cost(facts):
    if facts.get("amount") is not None and not facts.get("currency"):
        raise Refused(_("Say in which currency."), field="currency")
    begins, ends = facts.get("valid_from"), facts.get("valid_to")
    if begins and ends and ends < begins:
        raise Refused(_("It would end before it begins. Check the two days."), field="valid_to")
