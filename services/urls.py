from django.urls import path

from .views import agreements, changing, contacts, details, directory, offering, staff

app_name = "services"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("<int:pk>/", directory.service, name="service"),
    path("ours/", offering.ours, name="ours"),
    path("<int:pk>/capacity/", offering.set_capacity, name="set_capacity"),
    path("<int:pk>/verify/", offering.verify, name="verify"),
    path("<int:pk>/change/", changing.change_service, name="change_service"),
    path("partners/add/", changing.make_partner, name="make_partner"),
    path("partners/<int:pk>/", directory.partner, name="partner"),
    path("partners/<int:pk>/change/", changing.change_partner, name="change_partner"),
    path("partners/<int:pk>/services/add/", changing.make_service, name="make_service"),
    path("partners/<int:pk>/places/add/", changing.make_location, name="make_location"),
    path("partners/<int:pk>/agreements/draft/", agreements.make_agreement, name="make_agreement"),
    path("partners/<int:pk>/contacts/name/", contacts.name_contact, name="name_contact"),
    path("contacts/<int:pk>/change/", contacts.change_contact, name="change_contact"),
    path("contacts/<int:pk>/remove/", contacts.remove_contact, name="remove_contact"),
    path("partners/<int:pk>/staff/", staff.staff, name="staff"),
    path("partners/<int:pk>/staff/invite/", staff.invite_worker, name="invite_worker"),
    path("partners/<int:pk>/staff/<int:person>/", staff.change_worker, name="change_worker"),
    path(
        "partners/<int:pk>/staff/<int:person>/second-factor/",
        staff.reset_second_factor,
        name="reset_second_factor",
    ),
    path("places/<int:pk>/hours/", changing.change_hours, name="change_hours"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/change/", agreements.change_agreement, name="change_agreement"),
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
    path("agreements/<int:pk>/resume/", agreements.resume, name="resume"),
    path("agreements/<int:pk>/scan/", agreements.scan, name="scan"),
    path("agreements/<int:pk>/scan/attach/", agreements.attach_scan, name="attach_scan"),
]
for page in urlpatterns:
    page.callback.under = ("services:directory",)  # the navigation's link that leads here
