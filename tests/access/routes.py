"""The site map as it is served: every route, its name, its view. Knows nothing of who may enter where."""

from dataclasses import dataclass

from django.urls import get_resolver

# Whole branches that belong to libraries; tests/access/third_party.py holds what they contain.
THIRD_PARTY = ("accounts/", "admin/")


@dataclass(frozen=True)
class Route:
    """One line of the site map."""

    path: str
    name: str
    view: object

    @property
    def ours(self):
        return not self.path.startswith(THIRD_PARTY)

    @property
    def module(self):
        return self.view.__module__


def walk(patterns, prefix=""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, path)
        else:
            yield Route(path, pattern.name, pattern.callback)


def all_routes():
    return list(walk(get_resolver().url_patterns))


def own_routes():
    return [route for route in all_routes() if route.ours]
