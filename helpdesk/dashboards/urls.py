from django.urls import path

from . import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("contacts/", views.contacts, name="figures_contacts"),
    path("cases/", views.cases, name="figures_cases"),
    path("referrals/", views.referrals, name="figures_referrals"),
    path("reassign/<int:pk>/", views.reassign, name="figures_reassign"),
]
