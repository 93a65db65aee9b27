"""Pressing twice, retrying and two tabs give one record; two editors lose nothing."""

from functools import wraps

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .refusal import Refused, Stale


def one_per_submission(model):
    """An action that creates a `model`: the same submission_id again returns the first record."""

    def decorate(action):
        @wraps(action)
        def wrapped(*args, submission_id, **kwargs):
            def find():
                return (
                    _with_key(model._base_manager.all()).filter(submission_id=submission_id).first()
                )

            if found := find():
                return found
            try:
                with transaction.atomic():
                    return action(*args, submission_id=submission_id, **kwargs)
            except (IntegrityError, Refused):  # perhaps because the twin was faster
                if found := find():
                    return found
                raise

        return wrapped

    return decorate


def lock(row, *, version=None):
    """The row again, locked until the transaction ends; Stale when it is no longer at `version`."""
    fresh = _with_key(type(row)._base_manager.select_for_update(of=("self",))).get(pk=row.pk)
    demand_version(fresh, version)
    return fresh


def demand_version(row, version) -> None:
    """Stale when a locked row is not at the version that was read; None asks for no version."""
    if version is not None and row.version != version:
        raise Stale(
            _("Someone else saved this while you were typing. Both versions are shown below."),
            row,
        )


def _with_key(rows):
    """The rows with their data keys, where they have one, so that their sealed fields open."""
    has_key = any(field.name == "data_key" for field in rows.model._meta.fields)
    return rows.select_related("data_key") if has_key else rows
