"""History rows: how a row looked after each change. The entry beside them says who and why."""

from functools import cache

from django.db import models
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from helpdesk.core.clock import now


class ReadyManager(HistoryManager):
    """simple-history builds its manager's class anew for every row it writes; once is enough."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """simple-history on the product's clock. Who did it stands in the entry, and only there."""

    def __init__(self, *args, **kwargs):
        options = {"history_id_field": models.BigAutoField(), "history_manager": ReadyManager}
        super().__init__(*args, **options, **kwargs)

    def _get_history_user_fields(self):
        return {"history_user": property(lambda row: None, lambda row, user: None)}

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        tracked = {field.name for field in self.fields_included(instance)}
        if update_fields is None or tracked.intersection(update_fields):
            super().post_save(instance, created, using=using, **kwargs)

    def create_historical_record(self, instance, history_type, using=None):
        instance._history_date = now()
        super().create_historical_record(instance, history_type, using)
