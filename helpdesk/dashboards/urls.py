from django.urls import path, re_path

from . import publishing_views, review_views, views
from .reports import views as reports

urlpatterns = [
    path("", views.figures, name="figures"),
    path("flow/", views.flow, name="figures_flow"),
    path("partners/", views.partners, name="figures_partners"),
    path("served/", views.served, name="figures_served"),
    path("contacts/", views.contacts, name="figures_contacts"),
    path("tables/<slug:name>/<slug:ending>/", views.table, name="figures_table"),
    path("alerts/", views.thresholds, name="figures_thresholds"),
    path("alerts/<str:code>/", views.threshold, name="figures_threshold"),
    path("review/", review_views.reviews, name="figures_reviews"),
    path("review/draw/", review_views.draw, name="figures_draw_review"),
    path("review/cases/", review_views.reviewed_cases, name="figures_reviewed"),
    path("review/cases/<int:pk>/", review_views.judge, name="figures_judge"),
    path("review/<int:pk>/", review_views.review, name="figures_review"),
    path("charts/<slug:name>/<slug:ending>/", views.chart, name="figures_chart"),
    path("cases/", views.cases, name="figures_cases"),
    path("referrals/", views.referrals, name="figures_referrals"),
    path("people/", views.people, name="figures_people"),
    path("reassign/<int:pk>/", views.reassign, name="figures_reassign"),
    path("indicators/", reports.indicators, name="indicators"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.report_builder, name="report_builder"),
    path("reports/<int:pk>/", reports.report, name="report"),
    re_path(
        r"^reports/(?P<pk>[0-9]{1,12})/figures\.(?P<form>csv|xlsx)$",
        reports.report_file,
        name="report_file",
    ),
    path("reports/templates/<int:pk>/remove/", reports.remove_template, name="remove_template"),
    path("open/", publishing_views.open_statistics, name="open_statistics"),
    re_path(
        r"^open/(?P<pk>[0-9]{1,12})/(?P<what>data\.csv|data\.json|dictionary\.csv)$",
        publishing_views.open_file,
        name="open_statistics_file",
    ),
    path("council/", publishing_views.council_sheet, name="council_sheet"),
]
