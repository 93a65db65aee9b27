from django.urls import path

from . import views

app_name = "sessions"
urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("set-up/", views.set_up, name="set_up"),
    path("choose/", views.choose, name="choose"),
    path("<str:code>/", views.session, name="session"),
    path("<str:code>/change/", views.change, name="change"),
    path("<str:code>/cancel/", views.cancel, name="cancel"),
    path("<str:code>/enrol/", views.enrol, name="enrol"),
    path("<str:code>/leave/<int:number>/", views.leave, name="leave"),
    path("<str:code>/attendance/", views.attendance, name="attendance"),
    path("<str:code>/list/", views.paper, name="paper"),
    path("<str:code>/certificates/", views.certificates, name="certificates"),
    path("<str:code>/certificates/<int:number>/", views.certificate, name="certificate"),
]
for page in urlpatterns:
    page.callback.under = ("contacts:contacts",)
