from django.urls import path

from .views import agreements, changing, directory, staff

app_name = "services"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("<int:pk>/", directory.service, name="service"),
    path("<int:pk>/capacity/", directory.set_capacity, name="set_capacity"),
    path("<int:pk>/change/", changing.change_service, name="change_service"),
    path("partners/add/", changing.make_partner, name="make_partner"),
    path("partners/<int:pk>/", directory.partner, name="partner"),
    path("partners/<int:pk>/change/", changing.change_partner, name="change_partner"),
    path("partners/<int:pk>/services/add/", changing.make_service, name="make_service"),
    path("partners/<int:pk>/places/add/", changing.make_location, name="make_location"),
    path("partners/<int:pk>/agreements/draft/", agreements.make_agreement, name="make_agreement"),
    path("partners/<int:pk>/staff/", staff.staff, name="staff"),
    path("partners/<int:pk>/staff/invite/", staff.invite_worker, name="invite_worker"),
    path("partners/<int:pk>/staff/<int:person>/", staff.change_worker, name="change_worker"),
    path("places/<int:pk>/hours/", changing.change_hours, name="change_hours"),
    path("agreements/<int:pk>/sign/", agreements.sign, name="sign"),
    path("agreements/<int:pk>/end/", agreements.end, name="end"),
]
for page in urlpatterns:
    page.callback.under = ("services:directory",)  # the navigation's link that leads here
