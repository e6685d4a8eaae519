"""Addresses of what is told since somebody was last here, and of the weekly mail."""

from django.urls import path  # noqa: F401

urlpatterns = []
