"""The site map. Each app adds its own list; one flat set of names, each the name of its view."""

from django.contrib import admin
from django.urls import include, path

from leadership.views import home, site

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", site.healthz, name="healthz"),
    path("privacy/", site.privacy, name="privacy"),
    path(
        "accessibility/", site.accessibility_statement, name="accessibility_statement"
    ),
    path("help/", site.help, name="help"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
