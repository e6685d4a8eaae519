from tests.visioning.live_writing.conftest import (  # noqa: F401 - the committed cast
    ana,
    ben,
    cookie_of,
    stage,
    team,
    text,
)
