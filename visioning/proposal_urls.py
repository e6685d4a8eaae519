"""Addresses of proposals, stances, objections, outcomes and reviews of a decision, one list per noun."""

from django.urls import path  # noqa: F401

urlpatterns = []
