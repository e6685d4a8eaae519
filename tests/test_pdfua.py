"""The judge itself: it passes what is right and fails what is wrong, rule by rule. Without this a pass means nothing."""

import pytest
from weasyprint import HTML

from .pdfua import failures

PAGE = '<!doctype html><html lang="en"><head><title>Plan</title></head><body><h1>Plan</h1>{}</body></html>'


def printed(html, **options):
    return HTML(string=html).write_pdf(**({"pdf_variant": "pdf/ua-1"} | options))


def clauses(pdf):
    return {line.split(" ")[0] for line in failures(pdf)}


def test_a_plain_tagged_page_passes():
    assert failures(printed(PAGE.format("<p>Words.</p>"))) == []


def test_an_untagged_page_fails():
    assert clauses(printed(PAGE.format("<p>Words.</p>"), pdf_variant=None))


@pytest.mark.parametrize(
    ("html", "clause"),
    [
        (PAGE.replace(' lang="en"', "").format("<p>Words.</p>"), "7.2-"),
        (PAGE.replace("<title>Plan</title>", "").format("<p>Words.</p>"), "7.1-9"),
        (PAGE.format("<h4>Two levels left out</h4>"), "7.4.2-1"),
        (PAGE.format("<ul><li><p>A block beside the label</p></li></ul>"), "7.2-20"),
        (PAGE.format("<p>A letter without a shape: \ue123</p>"), "7.21."),
        (
            PAGE.format('<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">'),
            "7.3-1",
        ),
    ],
)
def test_each_fault_fails_by_its_rule(html, clause):
    assert any(one.startswith(clause) for one in clauses(printed(html)))
