from django.urls import path

from .forms.acts import BY_VERB
from .lists import PARTNER
from .views import chasing, consents, drafts, lists, pages, stopping

app_name = "referrals"
urlpatterns = [
    path("", lists.outgoing, name="outgoing"),
    *(
        path(f"{name.replace('_', '-')}/", lists.of_partner, {"name": name}, name=name)
        for name in PARTNER
    ),
    path("chase/", chasing.to_chase, name="to_chase"),
    path("silent-partners/", chasing.silent_partners, name="silent_partners"),
    path("refer/<str:case_code>/", drafts.refer, name="refer"),
    path("consents/<int:pk>/withdraw/", consents.withdraw_consent, name="withdraw_consent"),
    path("lost-cover/", stopping.lost_cover, name="lost_cover"),
    path("agreements/<int:pk>/end/", stopping.end_agreement, name="end_agreement"),
    path("agreements/<int:pk>/suspend/", stopping.suspend_agreement, name="suspend_agreement"),
    path("<str:code>/", pages.referral, name="referral"),
    path("<str:code>/chase/", chasing.chase, name="chase"),
    path("<str:code>/prepare/", drafts.prepare, name="prepare"),
    path("<str:code>/reroute/", drafts.reroute, name="reroute"),
    *(
        path(f"<str:code>/{verb.replace('_', '-')}/", pages.act, {"verb": verb}, name=verb)
        for verb in BY_VERB
    ),
]
