from django.urls import path

from .views import acts, batch, pages

app_name = "contacts"
urlpatterns = [
    path("", pages.contacts, name="contacts"),
    path("help/", pages.help_list, name="help"),
    path("log/", acts.log, name="log"),
    path("batch/", batch.batch, name="batch"),
    path("help/<int:pk>/enter-in-error/", acts.enter_help_in_error, name="enter_help_in_error"),
    path("<str:code>/", pages.contact, name="contact"),
    path("<str:code>/correct/", acts.correct, name="correct"),
    path("<str:code>/enter-in-error/", acts.enter_in_error, name="enter_in_error"),
    path("<str:code>/give-help/", acts.give_help, name="give_help"),
]
for page in urlpatterns:
    page.callback.under = ("contacts:contacts",)  # the navigation's link that leads here
