"""Says that something on a team's pages changed, so that open pages fetch it anew. Never says what changed, nor who did it."""

import re

from django.db import connection

CHANNEL = "throughline_news"
TOPIC = re.compile(r"[a-z][a-z0-9-]{0,40}")


def tell(team_id: int, topic: str) -> None:
    """Tell every open page of the team that listens to `topic`, once the transaction commits. Cheap; call it from verbs."""
    if not TOPIC.fullmatch(topic):
        raise ValueError(f"no topic: {topic!r}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{team_id}:{topic}"])
