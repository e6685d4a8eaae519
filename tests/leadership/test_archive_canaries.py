"""What a team's archive must not tell, in any of its files: what is not turned over yet; and other papers are not its plan."""

import io
import zipfile

import pytest
from django.utils import timezone

from leadership.archive import write_archive
from leadership.models import PlanPrint

from ..visioning.proposing import object_to, proposed, say

pytestmark = pytest.mark.django_db


def opened(team):
    file = io.BytesIO()
    write_archive(file, team)
    return zipfile.ZipFile(file)


def everything(box):
    return "\n".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())


def test_what_is_not_turned_over_is_in_no_file(team, ana, ben):
    made = proposed(team, ana)
    object_to(made, ben)
    say(made, ana, 1, "canary-concern")
    told = everything(opened(team))
    assert made.proposal.words in told
    assert "canary" not in told
    made.proposal.turn_over()
    told = opened(team)
    assert "canary-harm" in told.read("html/decisions.html").decode()
    assert "canary-concern" in told.read("team.json").decode()


def test_a_printed_paper_that_is_no_plan_is_not_taken_for_it(team):
    now = timezone.now()
    PlanPrint.objects.create(team=team, fingerprint="x", file_name="t.pdf", asked_at=now, made_at=now, pdf=b"%PDF-card")
    assert "pdf/plan.pdf" not in opened(team).namelist()
