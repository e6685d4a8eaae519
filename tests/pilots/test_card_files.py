"""A learning card on paper: for whoever the card reaches, tagged, in two pages at most, and without names."""

import io

import pypdfium2
import pytest
from django.urls import reverse

from tests.pdfua import failures

from . import piloting
from .ending import WORDS, card, replication

pytestmark = pytest.mark.django_db


def pdf_of(client, made):
    return client.post(reverse("card_pdf", args=(made.pk,)))


def pages(answer):
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_paper_passes_and_holds_the_card(as_dov, team, other_team, ana, ben):
    pilot = piloting.closed(team, ana, [ben], guide="vision")
    piloting.cycle(pilot, act="adapt", closed_at=pilot.closed_at)
    made = card(pilot, ana, reach="public", measure=piloting.measure(pilot, [3, 5, 4, 8, 9, 7, 10, 12]))
    replication(made, other_team, outcome="did_not", words="Our periods are too short.")
    answer = pdf_of(as_dov, made)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert failures(answer.content) == []
    assert len(pages(answer)) <= 2
    text = " ".join(pages(answer))
    for words in (*WORDS.values(), "it did not hold there", "Our periods are too short."):
        assert words in text
    for name in ("Ana Ruiz", "Ben Okafor", "Dov Levin"):
        assert name not in text


def test_it_goes_as_far_as_the_card(as_ana, as_dov, as_nobody, team, ana):
    made = card(piloting.closed(team, ana), ana, reach="school")
    assert pdf_of(as_dov, made).status_code == 404
    assert pdf_of(as_nobody, made).status_code == 302
    assert as_ana.get(reverse("card_pdf", args=(made.pk,))).status_code == 405
    assert pdf_of(as_ana, made).status_code == 200
