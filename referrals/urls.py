from django.urls import path

from .forms.acts import BY_VERB
from .lists import PARTNER
from .views import consents, drafts, lists, packets, pages, texts

app_name = "referrals"
urlpatterns = [
    path("", lists.outgoing, name="outgoing"),
    *(
        path(f"{name.replace('_', '-')}/", lists.of_partner, {"name": name}, name=name)
        for name in PARTNER
    ),
    path("refer/<str:case_code>/", drafts.refer, name="refer"),
    path("consents/<int:pk>/withdraw/", consents.withdraw_consent, name="withdraw_consent"),
    path("consents/<int:pk>/attach-paper/", consents.attach_paper, name="attach_paper"),
    path("consents/<int:pk>/paper/", consents.paper, name="paper"),
    path(
        "consents/of/<str:client_code>/<int:pk>/withdraw/",
        consents.withdraw_everything,
        name="withdraw_everything",
    ),
    path("consent-texts/", texts.consent_texts, name="consent_texts"),
    path("<str:code>/packets/<int:number>/", packets.packet, name="packet"),
    path("<str:code>/amend/", packets.amend, name="amend"),
    path("<str:code>/", pages.referral, name="referral"),
    path("<str:code>/prepare/", drafts.prepare, name="prepare"),
    path("<str:code>/reroute/", drafts.reroute, name="reroute"),
    *(
        path(f"<str:code>/{verb.replace('_', '-')}/", pages.act, {"verb": verb}, name=verb)
        for verb in BY_VERB
    ),
]
