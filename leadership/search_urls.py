"""Addresses of searching, and of taking everything along."""

from django.urls import path  # noqa: F401

urlpatterns = []
