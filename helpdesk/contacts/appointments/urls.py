from django.urls import path

from . import views

app_name = "appointments"
urlpatterns = [
    path("", views.day, name="day"),
    path("print/", views.paper, name="paper"),
    path("make/", views.make, name="make"),
    path("<str:code>/", views.appointment, name="appointment"),
    path("<str:code>/change/", views.change, name="change"),
    path("<str:code>/keep/", views.keep, name="keep"),
    path("<str:code>/miss/", views.miss, name="miss"),
    path("<str:code>/cancel/", views.cancel, name="cancel"),
    path("<str:code>/calendar/", views.calendar, name="calendar"),
]
for page in urlpatterns:
    page.callback.under = ("contacts:contacts",)
