"""The floor: what any page of this product costs. Session, user, shell, 25 rows by one index."""

from django.db import connection
from django.shortcuts import render

from helpdesk.access.sight import home_centre
from helpdesk.cases.models import Case

ASK = "X-Count-SQL"


def floor(request):
    """25 open cases of one's own centre, their codes and dates; nothing is opened or joined."""
    cases = Case.objects.filter(centre=home_centre(request.user), status=Case.Status.OPEN)
    rows = cases.order_by("due_at", "id").values_list("code", "urgency", "due_at")[:25]
    return render(request, "floor.html", {"rows": rows})


def count_sql(get_response):
    """Where the client asks for it: how many statements the page took, in a header."""

    def middleware(request):
        if ASK not in request.headers:
            return get_response(request)
        statements = []

        def note(execute, sql, params, many, context):
            statements.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response[ASK] = len(statements)
        return response

    return middleware
