from tests.referrals.test_who_sees_an_incoming import *
from tests.referrals.conftest import *
def test_d(kathmandu, sarita, browse):
    incoming = actions.accept_incoming(logged(kathmandu, sarita, restricted=True), by=sarita)
    a = register(browse, sarita, incoming, category="D2")
    print(a.context["form"].errors)
