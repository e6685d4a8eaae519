"""Addresses of the plan: the page, its files, its sheet, its editions, its link."""

from django.urls import path

from .views import plan

urlpatterns = [
    path("teams/<slug:team_slug>/plan/", plan.team_plan, name="team_plan"),
    path("teams/<slug:team_slug>/plan/pdf/", plan.plan_pdf, name="plan_pdf"),
    path("teams/<slug:team_slug>/plan/pdf/<int:print_id>/", plan.plan_print, name="plan_print"),
]
