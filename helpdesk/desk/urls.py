from django.urls import path

from .views import case, client, home, register, search

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", home.no_role, name="no_role"),
    path("take-next/", home.take_next, name="take_next"),
    path("search/", search.search, name="search"),
    path("clients/", search.clients, name="clients"),
    path("clients/register/", register.register, name="register"),
    path("clients/<str:code>/", client.client, name="client"),
    path("clients/<str:code>/change/", client.change, name="client_change"),
    path("clients/<str:code>/add-phone/", client.add_phone, name="add_phone"),
    path("clients/<str:code>/phones/<int:pk>/change/", client.change_phone, name="change_phone"),
    path("clients/<str:code>/add-document/", client.add_document, name="add_document"),
    path("clients/<str:code>/add-journey/", client.add_journey, name="add_journey"),
    path("clients/<str:code>/journeys/<int:number>/move-on/", client.move_on, name="move_on"),
    path(
        "clients/<str:code>/journeys/<int:number>/correct/",
        client.correct_journey,
        name="correct_journey",
    ),
    path("clients/<str:code>/open-case/", case.open_case, name="open_case"),
    path("cases/<str:code>/", case.case, name="case"),
    path("cases/<str:code>/change/", case.change, name="case_change"),
    path("cases/<str:code>/take/", case.take, name="take"),
    path("cases/<str:code>/assign/", case.assign, name="assign"),
    path("cases/<str:code>/note/", case.note, name="note"),
    path("cases/<str:code>/add-task/", case.add_task, name="add_task"),
    path("cases/<str:code>/tasks/<int:pk>/finish/", case.finish, name="finish"),
    path("cases/<str:code>/add-need/", case.add_need, name="add_need"),
    path("cases/<str:code>/add-person/", case.add_person, name="add_person"),
    path("cases/<str:code>/close/", case.close, name="close"),
    path("cases/<str:code>/reopen/", case.reopen, name="reopen"),
]
