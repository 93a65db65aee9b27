from django.urls import path

from .views import history, quarantine, setup, trail

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("trail/", trail.trail, name="trail"),
    path("trail/verify/", trail.verify, name="verify"),
    path("trail/checkpoint/", trail.leave_checkpoint, name="leave_checkpoint"),
    path("clients/<str:code>/history/", history.client_history, name="client_history"),
    path("cases/<str:code>/history/", history.case_history, name="case_history"),
    path("referrals/<str:code>/history/", history.referral_history, name="referral_history"),
    path("undelivered/", quarantine.quarantine, name="quarantine"),
    path("undelivered/<int:pk>/retry/", quarantine.retry, name="retry"),
]
