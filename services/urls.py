from django.urls import path

from .views import agreements, changing, directory

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
    path("places/<int:pk>/hours/", changing.change_hours, name="change_hours"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/change/", agreements.change_agreement, name="change_agreement"),
    path("agreements/<int:pk>/sign/", agreements.sign, name="sign"),
    path("agreements/<int:pk>/resume/", agreements.resume, name="resume"),
    path("agreements/<int:pk>/scan/", agreements.scan, name="scan"),
    path("agreements/<int:pk>/scan/attach/", agreements.attach_scan, name="attach_scan"),
]
for page in urlpatterns:
    page.callback.under = ("services:directory",)  # the navigation's link that leads here
