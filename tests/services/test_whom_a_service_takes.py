import pytest

from services.eligibility import reasons_against
from services.models import Service

BAGMATI, LALITPUR, GANDAKI, NEPAL = "00010003", "000100030002", "00010004", "0001"


@pytest.mark.parametrize(
    ("takes", "person", "against"),
    [
        ({}, {"sex": "male", "age": 40, "status": "irregular", "languages": ["ne"]}, []),
        ({"sexes": ["female"]}, {"sex": "female"}, []),
        ({"sexes": ["female"]}, {"sex": "male"}, ["Not for this client's sex"]),
        ({"sexes": ["female"]}, {"sex": "not_said"}, []),
        ({"sexes": ["female"]}, {}, []),
        ({"age_from": 18}, {"age": 17}, ["Only from age 18"]),
        ({"age_from": 18}, {"age": 18}, []),
        ({"age_from": 0}, {"age": 0}, []),
        ({"age_to": 0}, {"age": 1}, ["Only up to age 0"]),
        ({"age_to": 30}, {"age": 30}, []),
        ({"age_to": 30}, {"age": 31}, ["Only up to age 30"]),
        ({"age_from": 18, "age_to": 30}, {"age": None}, []),
        ({"stages": ["return"]}, {"stage": "employment"}, ["Not for this stage of migration"]),
        ({"stages": ["return"]}, {"stage": "return"}, []),
        ({"stages": ["return"]}, {"stage": ""}, []),
        ({"statuses": ["regular"]}, {"status": "irregular"}, ["Not for this way of migrating"]),
        ({"statuses": ["regular", "visit"]}, {"status": "visit"}, []),
        ({"statuses": ["regular"]}, {"status": "unknown"}, []),
        ({"nationalities": ["NP"]}, {"nationalities": ["IN"]}, ["Not for this nationality"]),
        ({"nationalities": ["NP"]}, {"nationalities": ["IN", "NP"]}, []),
        ({"nationalities": ["NP"]}, {"nationalities": []}, []),
        ({"languages": ["ne", "en"]}, {"languages": ["mai"]}, ["No one there speaks Maithili"]),
        ({"languages": ["ne", "en"]}, {"languages": ["mai", "ne"]}, []),
        ({"languages": []}, {"languages": ["mai"]}, []),
        ({"areas": [BAGMATI]}, {"area_paths": [LALITPUR]}, []),
        ({"areas": [BAGMATI]}, {"area_paths": [BAGMATI]}, []),
        ({"areas": [BAGMATI]}, {"area_paths": [GANDAKI]}, [f"Only for people from Area {BAGMATI}"]),
        ({"areas": [BAGMATI]}, {"area_paths": [GANDAKI, LALITPUR]}, []),
        ({"areas": [BAGMATI, GANDAKI]}, {"area_paths": [GANDAKI]}, []),
        ({"areas": [BAGMATI]}, {"area_paths": []}, []),
        ({"areas": [BAGMATI]}, {"area_paths": [None, ""]}, []),
        ({"areas": [LALITPUR]}, {"area_paths": [BAGMATI]}, []),  # wider: not known
        (
            {"areas": [LALITPUR]},
            {"area_paths": [GANDAKI, NEPAL]},
            [f"Only for people from Area {LALITPUR}"],
        ),
        (
            {"sexes": ["female"], "age_from": 18, "stages": ["return"]},
            {"sex": "male", "age": 12, "stage": "return"},
            ["Not for this client's sex", "Only from age 18"],
        ),
    ],
)
def test_why_someone_does_not_fit(takes, person, against):
    takes = dict(takes)
    areas = [(path, f"Area {path}") for path in takes.pop("areas", ())]
    assert reasons_against(Service(**takes), areas=areas, **person) == against
