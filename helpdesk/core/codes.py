"""Codes that people say aloud, and lists of codes in one column."""

import secrets

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else


def random_code(length: int) -> str:
    """`length` characters that survive a bad telephone line."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_codes(model, count: int, make) -> list[str]:
    """So many codes made by `make()` that no row of the model has, in one query as a rule."""
    codes: set[str] = set()
    while len(codes) < count:
        codes |= {make() for _ in range(count - len(codes))}
        codes -= set(model._base_manager.filter(code__in=codes).values_list("code", flat=True))
    return list(codes)


class CodesField(models.CharField):
    """Some codes out of a closed list, stored as `,a,b,`; in Python a list.

    `has` looks one up: `filter(kinds__has="legal")`. For short lists that are never sorted by.
    """

    def __init__(self, *args, codes=None, **kwargs):
        self.codes = codes
        super().__init__(*args, **{"max_length": 400, "default": list, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for option in ("codes", "blank"):
            kwargs.pop(option, None)
        if kwargs.get("max_length") == 400:
            del kwargs["max_length"]
        if kwargs.get("default") is list:
            del kwargs["default"]
        return name, path, args, kwargs

    def check(self, **kwargs):
        return [e for e in super().check(**kwargs) if not isinstance(e, checks.Warning)]

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return list(value or [])

    def get_prep_value(self, value):
        if isinstance(value, models.Expression):
            return value
        values = self.to_python(value)
        return f",{','.join(values)}," if values else ""

    def get_default(self):
        return []

    def validate(self, value, model_instance):
        known = dict(self.codes() if callable(self.codes) else self.codes or ())
        if known and (strange := [code for code in value if code not in known]):
            raise ValidationError(
                _("Not in the list: %(codes)s"), params={"codes": ", ".join(strange)}
            )

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        from django.forms import CheckboxSelectMultiple, MultipleChoiceField

        defaults = {
            "form_class": MultipleChoiceField,
            "choices": self.codes,
            "widget": CheckboxSelectMultiple,
            "required": not self.blank,
        }
        return models.Field.formfield(self, **{**defaults, **kwargs})


@CodesField.register_lookup
class Has(models.Lookup):
    """The list holds this code (a value or an expression)."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            right, right_params = compiler.compile(self.rhs)
        else:
            right, right_params = "%s", [self.rhs]
        return f"{left} LIKE ('%%,' || {right} || ',%%')", [*left_params, *right_params]
