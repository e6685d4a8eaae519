"""What tests of sharing send, and how they find the key in an answer."""

import re

from django.urls import reverse

KEPT = "/my-words/"


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def shared(way="named", **fields):
    return {"learning": "Children explain.", "bring": "", "hope": "They listened.", "way": way, **fields}


def key_on(page):
    return re.search(r'id="kept-key" type="text" value="([a-z0-9-]+)"', page)[1]
