from django.urls import path

from .forms.acts import BY_VERB
from .lists import PARTNER
from .models import Signpost
from .views import consents, drafts, lists, pages, paper, signposting

app_name = "referrals"
_TOLD = {"kind": Signpost.Kind.SIGNPOSTING.value}
_SENT_THERE = {"kind": Signpost.Kind.REDIRECTION.value}
urlpatterns = [
    path("", lists.outgoing, name="outgoing"),
    *(
        path(f"{name.replace('_', '-')}/", lists.of_partner, {"name": name}, name=name)
        for name in PARTNER
    ),
    path("refer/<str:case_code>/", drafts.refer, name="refer"),
    path("refer/<str:case_code>/several/", drafts.refer_several, name="refer_several"),
    path("signposts/", signposting.signposts, name="signposts"),
    path("signposts/<str:code>/", signposting.signposted, name="signposted"),
    path("signpost/<int:pk>/", signposting.signpost, _TOLD, name="signpost"),
    path("redirect/<int:pk>/", signposting.signpost, _SENT_THERE, name="redirect"),
    path("consents/<int:pk>/withdraw/", consents.withdraw_consent, name="withdraw_consent"),
    path("<str:code>/", pages.referral, name="referral"),
    path("<str:code>/prepare/", drafts.prepare, name="prepare"),
    path("<str:code>/reroute/", drafts.reroute, name="reroute"),
    path("<str:code>/slip/", paper.slip, name="slip"),
    path("<str:code>/letter/", paper.letter, name="letter"),
    path("<str:code>/copy/", paper.copy, name="copy"),
    *(
        path(f"<str:code>/{verb.replace('_', '-')}/", pages.act, {"verb": verb}, name=verb)
        for verb in BY_VERB
    ),
]
