from django.urls import path

from .views import agreements, changing, details, directory

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
    path("<int:pk>/costs/add/", details.make_cost, name="make_cost"),
    path("<int:pk>/terms/", details.classify, name="classify"),
    path("costs/<int:pk>/change/", details.change_cost, name="change_cost"),
    path("costs/<int:pk>/drop/", details.drop_cost, name="drop_cost"),
    path(
        "places/<int:pk>/accessibility/add/", details.make_accessibility, name="make_accessibility"
    ),
    path(
        "accessibility/<int:pk>/change/", details.change_accessibility, name="change_accessibility"
    ),
    path("accessibility/<int:pk>/drop/", details.drop_accessibility, name="drop_accessibility"),
    path("agreements/<int:pk>/sign/", agreements.sign, name="sign"),
    path("agreements/<int:pk>/end/", agreements.end, name="end"),
]
for page in urlpatterns:
    page.callback.under = ("services:directory",)  # the navigation's link that leads here
