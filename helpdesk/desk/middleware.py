"""Refusals are entries too: what someone tried and may not do, or what a rule forbade."""

from django.core.exceptions import PermissionDenied

from helpdesk.access.models import User
from helpdesk.audit.trail import record_read


class RecordRefusals:
    """After the rollback: one entry for each 403 and each refusal (409) shown to a user."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        refused = getattr(request, "refused", None)
        if request.user.is_authenticated and (refused or response.status_code in (403, 409)):
            rule = str(refused or "")[:200]
            record_read("refused", User, by=request.user, path=request.path[:200], rule=rule)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied):
            request.refused = exception
        return None
