"""A centre's contacts and the help that it gave, in pages that cost the same wherever one is."""

from datetime import date

from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property

from helpdesk.access.sight import demand
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client

from .forms.filtering import ContactFilters, HelpFilters
from .models import Contact, HelpGiven
from .tabs import tabs

SIZE = 25
MANY = 1000
SHOWN = 50  # of what was given at one contact; nobody has more


class Listed:
    """One page of one of the two lists, for the desk alone."""

    url_name, model, filters = "", Contact, ContactFilters

    def __init__(self, user, asked):
        demand(user, "log")
        self.user, self.after = user, asked.get("after", "")
        self.form = self.filters(asked, user=user)
        seen = self.model.objects.visible_to(user).of_own_centres(user).standing()
        self.narrowed = seen.filter(self.form.condition())

    @cached_property
    def page(self):
        """The rows, one more than a page holds."""
        rows = self.narrowed.filter(_following(self.after)).for_listing()
        rows = list(rows.latest_first()[: SIZE + 1])
        return say_whom(rows, self.user)

    @property
    def rows(self):
        return self.page[:SIZE]

    @cached_property
    def total(self):
        """How many there are, as it is said."""
        count = self.narrowed.order_by().values("pk")[: MANY + 1].count()
        return f"{MANY:,}+" if count > MANY else f"{count:,}"

    @property
    def next_url(self):
        if len(self.page) <= SIZE:
            return ""
        last = self.page[SIZE - 1]
        return self.form.url(after=f"{last.happened_on.isoformat()}.{last.pk}")

    @property
    def first_url(self):
        return self.form.url() if self.after else ""

    def tabs(self):
        return tabs(self.url_name)


class Contacts(Listed):
    url_name = "contacts:contacts"


class HelpList(Listed):
    url_name = "contacts:help"
    model, filters = HelpGiven, HelpFilters


def look_up(user, code):
    """A contact that the user sees, or 404: a stranger learns nothing, not even that it exists."""
    found = Contact.objects.visible_to(user).for_listing().filter(code=code).first()
    if found is None:
        raise Http404
    return say_whom([found], user)[0]


def look_up_help(user, pk):
    """One line of help given that the user sees, or 404."""
    rows = HelpGiven.objects.visible_to(user).for_listing().select_related("need__case")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def help_at(contact, user):
    """What was given at a contact."""
    given = HelpGiven.objects.visible_to(user).standing().filter(contact=contact)
    return list(given.for_listing().latest_first()[:SHOWN])


def say_whom(rows, user):
    """Give each row `known` and `matter`: its client and case, where the reader may see them.

    A centre keeps what it wrote; that does not open a client or a case that others serve.
    """
    clients = Client.objects.visible_to(user).filter(pk__in={r.client_id for r in rows} - {None})
    cases = Case.objects.visible_to(user).filter(pk__in={r.case_id for r in rows} - {None})
    seen, matters = (set(found.values_list("pk", flat=True)) for found in (clients, cases))
    for row in rows:
        row.known = row.client if row.client_id in seen else None
        row.matter = row.case if row.case_id in matters else None
    return rows


def _following(after):
    """What comes after the last row of the page before; nonsense begins at the top."""
    day, dot, pk = after.partition(".")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return Q()
    if not dot or not pk.isdecimal() or len(pk) > 18:
        return Q()
    return Q(happened_on__lt=on) | Q(happened_on=on, pk__lt=int(pk))
