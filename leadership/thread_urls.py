"""Addresses of the golden thread."""

from django.urls import path  # noqa: F401

urlpatterns = []
