"""What a centre handed over and may still read for a while: looked up once per request, by id."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.per_request import once

from .case import Case, CaseSharing
from .parts import CasePerson
from .restriction import BreakGlass


class OverlapQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the user's centres that run; of restricted cases, only those in her name."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        if not mine:
            return self.none()
        ordinary = Q(person=None, centre_id__in=mine) & (Q(case=None) | Q(case__restricted=False))
        return self.filter(ordinary | Q(person=user), until__gt=now())


class Overlap(models.Model):
    """A client's record, or a case of hers, which the centre that gave it away may still read."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")  # which gave it
    now_at = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(  # of a restricted case: nobody but those who were named for it
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    until = models.DateTimeField()

    objects = OverlapQuerySet.as_manager()
    history = History()

    class Meta:
        indexes = [models.Index("centre", "until", name="overlaps_of_a_centre")]

    def __str__(self):
        return f"{self.client_id} read by {self.centre_id}"


# Overlap.visible_to, CaseSharing, and BreakGlass.running_for, in plain SQL: every page of the desk
# asks for it, and Django takes five times as long to put it together as the answer takes.
ONE_BY_ONE = """
    SELECT o.case_id, o.client_id, 0 FROM {overlap} o LEFT JOIN {case} c ON c.id = o.case_id
        WHERE o.until > %(now)s AND (o.person_id = %(user)s OR (o.person_id IS NULL
            AND o.centre_id IN ({mine}) AND (o.case_id IS NULL OR NOT c.restricted)))
    UNION ALL SELECT s.content_object_id, p.client_id, 1 FROM {sharing} s
        JOIN {permission} a ON a.id = s.permission_id AND a.codename = 'view_case'
        LEFT JOIN {person} p ON p.case_id = s.content_object_id WHERE s.user_id = %(user)s
    UNION ALL SELECT g.case_id, p.client_id, 0 FROM {glass} g JOIN {case} c ON c.id = g.case_id
        LEFT JOIN {person} p ON p.case_id = g.case_id
        WHERE g.by_id = %(user)s AND g.until > %(now)s AND c.restricted
            AND c.centre_id IN ({mine})"""


def _one_by_one(user):
    """(case id or None, client id or None, whether it is shared by name), in one question: what
    was given away and is read, what was opened in an emergency, and the cases shared by name."""
    mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
    if not mine:
        return []  # whoever left every desk sees none of its cases, by whatever name

    def find():
        sql = ONE_BY_ONE.format(
            mine=", ".join(str(int(pk)) for pk in mine),
            overlap=Overlap._meta.db_table,
            case=Case._meta.db_table,
            sharing=CaseSharing._meta.db_table,
            permission=Permission._meta.db_table,
            person=CasePerson._meta.db_table,
            glass=BreakGlass._meta.db_table,
        )
        at = connection.ops.adapt_datetimefield_value(now())
        with connection.cursor() as cursor:
            cursor.execute(sql, {"user": user.pk, "now": at})
            return cursor.fetchall()

    return once(("one by one", user.pk), find)


def shared_cases(user) -> frozenset[int]:
    """Ids of the restricted cases that are shared with the user by name."""
    return frozenset(case for case, _client, shared in _one_by_one(user) if shared)


def clients_of_shared_cases(user) -> frozenset[int]:
    """Ids of clients whom the user sees because a restricted case is shared with her."""
    return frozenset(client for _case, client, shared in _one_by_one(user) if shared and client)


def cases_by_id(user) -> frozenset[int]:
    """Ids of the cases that the user sees one by one: shared by name, opened in an emergency, or
    given away and read."""
    return frozenset(case for case, _client, _shared in _one_by_one(user) if case)


def clients_lent(user) -> frozenset[int]:
    """Ids of the clients whose record, or a case, the user may still read."""
    rows = _one_by_one(user)
    return frozenset(client for _case, client, shared in rows if client and not shared)


def why_only_read(user, thing) -> str:
    """Why the user sees this and may not change it, in words; empty where that is not so."""
    found = Overlap.objects.visible_to(user).select_related("now_at")
    case = thing if isinstance(thing, Case) else getattr(thing, "case", None)
    client = thing if isinstance(thing, Client) else getattr(thing, "client", None)
    if case and (overlap := found.filter(case=case).first()):
        words = _("This case is now at %(centre)s. You can read it until %(day)s.")
    elif client and (overlap := found.filter(client=client, case=None).first()):
        words = _("This client is now with %(centre)s. You can read the record until %(day)s.")
    else:
        return ""
    return words % {
        "centre": overlap.now_at,
        "day": date_format(localtime(overlap.until), "j F Y"),
    }
