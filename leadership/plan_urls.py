"""Addresses of the plan: the page, its files, its sheet, its editions, its link."""

from django.urls import path

from .views import plan, plan_editions, plan_links, plan_papers, plan_sheets

urlpatterns = [
    path("teams/<slug:team_slug>/plan/", plan.team_plan, name="team_plan"),
    path("teams/<slug:team_slug>/plan/pdf/", plan.plan_pdf, name="plan_pdf"),
    path("teams/<slug:team_slug>/plan/pdf/<int:print_id>/", plan.plan_print, name="plan_print"),
    path("teams/<slug:team_slug>/plan/preview/", plan.plan_preview, name="plan_preview"),
    path("teams/<slug:team_slug>/plan/exports/", plan.plan_exports, name="plan_exports"),
    path("teams/<slug:team_slug>/plan/sheet/", plan_sheets.plan_sheet, name="plan_sheet"),
    path("teams/<slug:team_slug>/plan/logo.png", plan_sheets.plan_logo, name="plan_logo"),
    path("teams/<slug:team_slug>/plan/logo/", plan_sheets.plan_logo_put, name="plan_logo_put"),
    path("teams/<slug:team_slug>/plan/logo/removal/", plan_sheets.plan_logo_remove, name="plan_logo_remove"),
    path("teams/<slug:team_slug>/plan/link/", plan_links.plan_link, name="plan_link"),
    path("teams/<slug:team_slug>/plan/editions/new/", plan_editions.plan_edition_send, name="plan_edition_send"),
    path("teams/<slug:team_slug>/plan/editions/<int:edition_number>/", plan_editions.plan_edition, name="plan_edition"),
    path(
        "teams/<slug:team_slug>/plan/editions/<int:edition_number>/adoption/",
        plan_editions.plan_edition_adopt,
        name="plan_edition_adopt",
    ),
    path(
        "teams/<slug:team_slug>/plan/editions/<int:edition_number>/taking-back/",
        plan_editions.plan_edition_take_back,
        name="plan_edition_take_back",
    ),
    path(
        "teams/<slug:team_slug>/plan/editions/<int:edition_number>/dissent/",
        plan_editions.plan_dissent,
        name="plan_dissent",
    ),
    path(
        "teams/<slug:team_slug>/plan/editions/<int:edition_number>/dissent/removal/",
        plan_editions.plan_dissent_remove,
        name="plan_dissent_remove",
    ),
    path("plan/<str:token>/", plan_links.plan_public, name="plan_public"),
    path("plan/<str:token>/logo.png", plan_links.plan_public_logo, name="plan_public_logo"),
    path("teams/<slug:team_slug>/plan/papers/<slug:paper>/", plan_papers.plan_paper, name="plan_paper"),
    path("teams/<slug:team_slug>/plan/word/", plan_papers.plan_word, name="plan_word"),
]
