from helpdesk.audit.chain import link_entries
from helpdesk.audit.verify import verify
from helpdesk.clients.models import Client
from tests.make import *


def test_smoke(case, maya, sarita, pasang, himal, roshan, kathmandu):
    make_agreement(himal, kathmandu)
    make_service(himal)
    link_entries()
    r = verify()
    print(r)
    assert r.is_clean
    assert Client.objects.visible_to(sarita).count() == 1
    assert Client.objects.visible_to(pasang).count() == 0
    assert maya.name == "Maya Kumari Tamang"
