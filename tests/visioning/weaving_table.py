"""What tests of the weaving table ask and press. The table itself and who sits at it: conftest.py."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

NOW = timezone.now()


def url(name, table, *args, query=""):
    return reverse(name, args=[table.team.slug, table.number, *args]) + query


def htmx(client, address, data=None, part="weaving"):
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    return client.post(address, data, headers=headers) if data is not None else client.get(address, headers=headers)


def picked(source, words, field="learning", **more):
    start = getattr(source, field).index(words)
    kind = "voice" if field in {"words", "translation"} else "vision"
    return {"source": f"{kind}-{source.pk}", "prompt": field, "start": start, "end": start + len(words), **more}


def plain(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def undo(client, table, answer):
    token = re.search(r'name="undo" value="([^"]+)"', answer.text)[1]
    response = client.post(url("weaving_undo", table), {"undo": token}, follow=True)
    assert "Taken back." in response.text
    return token
