from django.urls import path

from . import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("flow/", views.flow, name="figures_flow"),
    path("partners/", views.partners, name="figures_partners"),
    path("served/", views.served, name="figures_served"),
    path("contacts/", views.contacts, name="figures_contacts"),
    path("alerts/", views.thresholds, name="figures_thresholds"),
    path("alerts/<str:code>/", views.threshold, name="figures_threshold"),
    path("charts/<slug:name>/<slug:ending>/", views.chart, name="figures_chart"),
    path("cases/", views.cases, name="figures_cases"),
    path("referrals/", views.referrals, name="figures_referrals"),
    path("people/", views.people, name="figures_people"),
    path("reassign/<int:pk>/", views.reassign, name="figures_reassign"),
]
