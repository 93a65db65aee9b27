from django.urls import include, path

urlpatterns = [
    path("", include("helpdesk.desk.urls")),
    path("contacts/", include("helpdesk.contacts.urls")),
    path("appointments/", include("helpdesk.contacts.appointments.urls")),
    path("sessions/", include("helpdesk.contacts.sessions.urls")),
    path("referrals/", include("referrals.urls")),
    path("services/", include("services.urls")),
    path("hsds/", include("services.hsds.urls")),
    path("admin/", include("helpdesk.access.urls")),
    path("account/", include("helpdesk.access.account_urls")),
    path("notices/", include("helpdesk.notices.urls")),
    path("jobs/", include("helpdesk.jobs.urls")),
    path("figures/", include("helpdesk.dashboards.urls")),
]

handler400 = "helpdesk.core.bad_requests.bad_request"
