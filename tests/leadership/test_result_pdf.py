"""A result on paper: the same as on the page, never anybody's private answer, and PDF/UA-1."""

import subprocess

from django.urls import reverse

from leadership.models import PlanPrint

from ..pdfua import failures
from .making import assessment_answer, assessment_round, part, staff
from .test_results import TOLD, again, again_first, answered

WORDS = "Ms. Ortiz’s <b>hallway</b> talks 🎈 שלום"


def printed(client, round):
    return client.post(reverse("result_pdf", args=(round.team.slug, round.number)))


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_the_printed_result_says_what_the_page_says_and_passes(as_ben, team, ben):
    said = [("teacher", level, 2) for level in (4, 4, 4, 4, 3, 3, 4, 2, 4, 3, 4, 1)]
    said += [("support", level, 2) for level in (2, 2, 2, 2, 1, 2)]
    round = answered(team, said, parts=[part(), part("capacity", kind="rubric")])
    first = round.answers.first()
    first.notes = {TOLD: WORDS}
    first.save(update_fields=("notes",))
    assessment_answer(round, ben, 1, private=True)
    answer = printed(as_ben, round)
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="northside-team-round-1.pdf"' in answer["Content-Disposition"]
    assert failures(answer.content) == []
    text = " ".join(text_of(answer.content).split())
    assert "Teachers and support staff are two levels apart on “Told”" in text
    assert "19 of 30 asked" in text
    assert "<b>hallway</b>" in text
    assert "eyes only" not in text
    assert "Ben Okafor" not in text


def test_what_is_withheld_is_withheld_on_paper_too(as_ana, team):
    people = staff(team.school, 13)
    first = again_first(team, people[:12])
    second = again(first, people, (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 2, 2, 4))
    answer = printed(as_ana, second)
    assert failures(answer.content) == []
    assert "Only a few people are new since the last round" in " ".join(text_of(answer.content).split())


def test_an_unchanged_result_is_printed_once(as_ana, as_cleo, team, ana):
    round = assessment_round(team, naming="named", audience="team")
    assessment_answer(round, ana, 3)
    assert printed(as_ana, round).content == printed(as_cleo, round).content
    assert PlanPrint.objects.count() == 1


def test_an_address_alone_prints_nothing(as_ana, team, ana):
    round = assessment_round(team, naming="named", audience="team")
    assessment_answer(round, ana, 3)
    answer = as_ana.get(reverse("result_pdf", args=(team.slug, round.number)))
    assert answer.status_code == 302
    assert not PlanPrint.objects.exists()
