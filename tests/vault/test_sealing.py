"""Nobody reads a sealed value without its key, and no value fits anywhere but in its own place."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.core.serializers import serialize
from django.db import connection, transaction

from helpdesk.audit.trail import record
from helpdesk.clients.models import Client, Phone
from helpdesk.vault.models import DataKey
from helpdesk.vault.values import ERASED, Sealed
from tests import make

NAME = "Maya Kumari Tamang"


def fresh(client):
    """Read again from the database, with its key."""
    return Client.objects.for_listing().get(pk=client.pk)


def stored(client, column="name"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM clients_client WHERE id = %s", [client.pk])
        return bytes(cursor.fetchone()[0])


def column():
    return Client._meta.get_field("name").column


@transaction.atomic
def save(client, by, **values):
    for name, value in values.items():
        setattr(client, name, value)
    client.save()
    record("changed", client, by=by)


def test_the_open_value_comes_back_and_the_stored_one_says_nothing(maya):
    assert fresh(maya).name == NAME
    assert NAME.encode() not in stored(maya, column())


@pytest.mark.parametrize(
    "value", ["", 0, False, None, [], {"text": "दीपक", "lang": "ne"}, "x" * 5000]
)
def test_every_value_survives_as_it_is(value, maya, sarita):
    save(maya, sarita, address=value)
    came_back = fresh(maya).address
    assert came_back == value
    assert type(came_back) is type(value)


def test_the_same_name_of_two_people_looks_different(kathmandu, sarita, maya):
    twin = make.make_client(kathmandu, sarita, name=NAME)
    assert stored(maya, column()) != stored(twin, column())


def test_an_unchanged_value_keeps_its_bytes(maya, sarita):
    before = stored(maya, column())
    save(fresh(maya), sarita, name=NAME)
    assert stored(maya, column()) == before
    save(fresh(maya), sarita, name="Maya Tamang")
    assert stored(maya, column()) != before


def put(column_name, value, client):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE clients_client SET {column_name} = %s WHERE id = %s", [value, client.pk]
        )


def test_one_persons_name_put_on_another_is_refused(maya, kathmandu, sarita):
    other = make.make_client(kathmandu, sarita, name="Asha Rai")
    put(column(), stored(maya, column()), other)
    with pytest.raises(InvalidTag):
        fresh(other).name  # noqa: B018


def test_a_value_put_in_another_column_is_refused(maya, sarita):
    save(maya, sarita, address="Ward 4")
    put(Client._meta.get_field("address").column, stored(maya, column()), maya)
    with pytest.raises(InvalidTag):
        fresh(maya).address  # noqa: B018


def test_a_value_put_in_another_row_under_the_same_key_is_refused(maya, sarita):
    from helpdesk.clients import actions

    one = actions.add_phone(maya, by=sarita, number="+9779841000001")
    two = actions.add_phone(maya, by=sarita, number="+9779841000002")
    field = Phone._meta.get_field("number").column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM clients_phone WHERE id = %s", [one.pk])
        cursor.execute(
            f"UPDATE clients_phone SET {field} = %s WHERE id = %s", [cursor.fetchone()[0], two.pk]
        )
    with pytest.raises(InvalidTag):
        Phone.objects.select_related("data_key").get(pk=two.pk).number  # noqa: B018


def test_another_key_on_the_row_opens_nothing(maya):
    key = DataKey.make()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clients_client SET data_key_id = %s WHERE id = %s", [key.pk, maya.pk]
        )
    with pytest.raises(InvalidTag):
        fresh(maya).name  # noqa: B018


def test_a_cut_off_value_is_refused(maya):
    put(column(), stored(maya, column())[:-1], maya)
    with pytest.raises(InvalidTag):
        fresh(maya).name  # noqa: B018


def test_history_rows_open_as_they_were(maya, sarita):
    save(maya, sarita, name="Maya Tamang")
    rows = (
        maya.history.model.objects.filter(id=maya.pk)
        .select_related("data_key")
        .order_by("history_id")
    )
    assert [row.name for row in rows] == [NAME, "Maya Tamang"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Client.objects.filter(name=NAME).exists(),
        lambda: Client.objects.filter(name__icontains="Maya").exists(),
        lambda: Client.objects.filter(name__in=[NAME]).exists(),
        lambda: Client.objects.exclude(name=NAME).exists(),
        lambda: list(Client.objects.order_by("name")),
        lambda: list(Client.objects.order_by("-name")),
        lambda: Client.objects.update(name="x"),
        lambda: serialize("json", Client.objects.select_related("data_key")),
        lambda: setattr(Client.objects.first(), "name", Sealed(b"x")),
    ],
)
def test_what_cannot_work_on_sealed_values_fails_loudly(ask, maya):
    with pytest.raises(FieldError):
        ask()


def test_asking_whether_there_is_a_value_works(maya):
    assert Client.objects.filter(address__isnull=True).exists()
    assert not Client.objects.filter(name__isnull=True).exists()


def test_values_give_the_sealed_bytes_and_never_the_name(maya):
    (row,) = Client.objects.values_list("name")
    assert isinstance(row[0], Sealed)
    with pytest.raises(TypeError):
        str(row[0])


def test_opening_a_row_whose_key_was_not_fetched_fails_in_tests(maya, settings):
    assert settings.VAULT_STRICT
    row = Client.objects.get(pk=maya.pk)
    with pytest.raises(FieldError, match="select_related"):
        row.name  # noqa: B018


def test_a_destroyed_key_erases_the_person_everywhere(maya, sarita):
    DataKey.objects.filter(pk=maya.data_key_id).update(wrapped=None)
    assert fresh(maya).name is ERASED
    history = maya.history.model.objects.select_related("data_key").filter(id=maya.pk)
    assert [row.name for row in history] == [ERASED]
    with pytest.raises(FieldError, match="destroyed"), transaction.atomic():
        save(fresh(maya), sarita, name="Again")


def test_a_wrapped_key_fits_no_other_key_row(maya):
    other = DataKey.make()
    DataKey.objects.filter(pk=maya.data_key_id).update(wrapped=bytes(other.wrapped))
    with pytest.raises(InvalidTag):
        fresh(maya).name  # noqa: B018


def test_without_its_key_encryption_key_a_record_says_which_is_missing(maya, settings):
    settings.VAULT_KEYS = settings.VAULT_KEYS.replace("1:", "7:", 1)
    with pytest.raises(Exception, match="no key 1"):
        fresh(maya).name  # noqa: B018


def test_an_older_key_still_opens_when_a_newer_one_seals(maya, settings):
    from helpdesk.core.secret_values import new_key

    settings.VAULT_KEYS = f"{settings.VAULT_KEYS},2:{new_key()}"
    assert fresh(maya).name == NAME
    assert DataKey.make().key_number == 2


def test_a_query_string_or_a_log_line_shows_no_value(maya):
    row = fresh(maya)
    assert NAME not in repr(row.name_sealed)
    row.name = "Somebody Else"
    assert "Somebody" not in repr(row.name_sealed)


def test_every_row_has_a_uid_of_its_own():
    assert Client().uid != Client().uid
    assert isinstance(Phone().uid, uuid.UUID)
