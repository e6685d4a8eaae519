"""Addresses of what is told since somebody was last here, and of the weekly mail."""

from django.urls import path

from leadership.views import since

urlpatterns = [
    path("since/", since.since, name="since"),
    path("since/read/", since.since_read, name="since_read"),
    path("mail/stop/<str:token>/", since.weekly_mail_stop, name="weekly_mail_stop"),
]
