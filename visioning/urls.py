"""The addresses of visioning."""

from django.urls import path

from .views import shared_texts

urlpatterns = [
    path("texts/<uuid:text_id>/exchange/", shared_texts.text_exchange, name="text_exchange"),
    path("texts/<uuid:text_id>/authors/", shared_texts.text_authors, name="text_authors"),
]
