"""What pages show of parties: the cases of each, counted as far as the reader sees them."""

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils.functional import cached_property

from helpdesk.cases.models import Case, CaseParty, Party, PartyMerge

SHOWN = 50


def counted(parties, user) -> list[Party]:
    """Each with `seen_cases`: in how many cases that the user sees it stands. One query."""
    parties = list(parties)
    counts = _counts(user).filter(party__in=[party.pk for party in parties])
    by_party = dict(counts.values_list("party", "n")) if parties else {}
    for party in parties:
        party.seen_cases = by_party.get(party.pk, 0)
    return parties


def counted_roles(roles, user) -> list[CaseParty]:
    """Roles of one case, with their parties counted in the same query."""
    counts = _counts(user).filter(party=OuterRef("party")).values("n")
    roles = list(roles.annotate(seen_cases=Subquery(counts))[:SHOWN])
    for role in roles:
        role.party.seen_cases = role.seen_cases or 0
    return roles


def repeated(user, limit=SHOWN) -> list[Party]:
    """Those in two of the user's cases or more, the most frequent first."""
    counts = _counts(user).filter(n__gte=2, party__merged_into=None).order_by("-n", "-party")
    by_party = dict(counts.values_list("party", "n")[:limit])
    parties = Party.objects.visible_to(user).for_listing().in_bulk(list(by_party))
    found = [parties[pk] for pk in by_party if pk in parties]
    for party in found:
        party.seen_cases = by_party[party.pk]
    return found


def _counts(user):
    """How many cases of each party the user sees: others' restricted ones are not among them."""
    roles = CaseParty.objects.filter(case__in=Case.objects.visible_to(user)).order_by()
    return roles.values("party").annotate(n=Count("case", distinct=True), last=Max("added_at"))


def with_merges(parties):
    """With `was_merged`: was it ever one with another record?"""
    merges = PartyMerge.objects.filter(_of(OuterRef("pk"))).order_by()
    return parties.annotate(was_merged=Exists(merges))


def _of(party):
    return Q(kept=party) | Q(lost=party)


class PartyPage:
    """The parts of a party's page that the user sees."""

    def __init__(self, party, user):
        self.party, self.user = party, user

    @cached_property
    def roles(self):
        """Its roles in the cases that the user sees, the newest first."""
        roles = CaseParty.objects.visible_to(self.user).filter(party=self.party)
        return list(roles.select_related("case__data_key", "data_key").order_by("-id")[:SHOWN])

    @cached_property
    def number(self):
        """In how many cases that the user sees it stands."""
        if len(self.roles) < SHOWN:  # all of them are there
            return len({role.case_id for role in self.roles})
        return counted([self.party], self.user)[0].seen_cases

    @cached_property
    def merges(self):
        """Records that were merged into it and of which the user may know, the newest first; and
        those from which it was parted again."""
        if not self.party.was_merged:
            return []
        return PartyMerge.objects.filter(_of(self.party)).seen_by(self.user)[:SHOWN]

    @cached_property
    def licences(self):
        """What its licence was, the latest first: each time that something else was written."""
        rows, before = [], None
        history = self.party.history.order_by("history_id")
        for row in history.only("licence", "licence_on", "history_date"):
            if (row.licence, row.licence_on) != before:
                before = (row.licence, row.licence_on)
                rows.append(row)
        return rows[::-1]
