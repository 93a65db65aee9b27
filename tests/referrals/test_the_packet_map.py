"""Every field of a person's record either has its place in a packet, or stays for a reason."""

import pytest

from helpdesk.cases.models import Case, Note, Task
from helpdesk.clients.models import Client, Document, Journey, Phone
from referrals.categories import DEFAULTS, Category, default_categories
from referrals.composing import compose, shown, staying
from referrals.packet_map import ITEMS
from referrals.packet_stays import EVERY_ROW, STAYS
from services.kinds import Kind


@pytest.mark.parametrize("model", [Client, Phone, Document, Journey, Case, Note, Task])
def test_every_field_has_its_place(model):
    placed = {source for item in ITEMS for source in item.sources} | STAYS.keys()
    fields = {
        f"{model._meta.model_name}.{f.name.removesuffix('_sealed')}"
        for f in model._meta.fields
        if f.name not in EVERY_ROW
    }
    assert fields - placed == set()


def test_the_map_names_no_field_that_is_not_there():
    models = {
        model._meta.model_name: model
        for model in (Client, Phone, Document, Journey, Case, Note, Task)
    }
    for source in {source for item in ITEMS for source in item.sources} | STAYS.keys():
        model, field = source.split(".")
        assert hasattr(models[model], field), source


def test_no_field_both_goes_and_stays():
    assert not {source for item in ITEMS for source in item.sources} & STAYS.keys()


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_of_help_needs_some_categories_that_exist(kind):
    assert default_categories(kind)
    assert set(DEFAULTS.get(kind, [])) <= set(Category.values)


@pytest.mark.parametrize("category", Category.values)
def test_only_what_is_named_is_composed(category, draft_referral):
    content = compose(draft_referral, [category])
    assert {part["category"] for part in content} <= {"", category}


def test_without_identity_a_code_stands_for_the_person(draft_referral, maya):
    content = compose(draft_referral, ["contact"])
    assert content[0]["items"][0] == {"key": "name", "value": maya.code, "lang": ""}
    assert maya.name not in str(content)


def test_it_reads_in_the_readers_language(draft_referral):
    assert shown(compose(draft_referral, ["identity"]))[1]["items"][0]["label"] == "Name"


def test_what_stays_is_named_with_its_reason(draft_referral):
    draft_referral.categories = ["contact"]
    stays = {str(item["label"]): str(item["why"]) for item in staying(draft_referral)}
    assert stays["Who the client is"] == "Taken out of the packet"
    assert stays["Notes of the case"] == "Written for the centre alone"
