from django.urls import path

from .views import centres, people

app_name = "access"
urlpatterns = [
    path("centres/", centres.centres, name="centres"),
    path("centres/open/", centres.open_centre, name="open_centre"),
    path("centres/<int:pk>/", centres.centre, name="centre"),
    path("centres/<int:pk>/change/", centres.change_centre, name="change_centre"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/link/", people.send_password_link, name="send_link"),
    path(
        "people/<int:pk>/second-factor/",
        people.reset_second_factor,
        name="reset_second_factor",
    ),
]
