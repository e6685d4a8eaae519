"""In which order tests run, and on which worker: the longest first, and whoever is free takes the next one.

So several workers end together, wherever they run. Knows how long tests take, not what they ask.
"""

from xdist.scheduler import LoadScopeScheduling

# By the beginning of their name. A minute each or near it; a worker that began one of them last would end alone.
LONGEST = (
    "tests/browser/test_sitting.py",
    "tests/browser/test_round.py",
    "tests/faults/",
    "tests/leadership/test_plan_random.py",
    "tests/browser/test_pages.py",
    "tests/browser/test_refused_forms.py",
    "tests/browser/test_empty_pages.py",
    "tests/browser/",
    "tests/leadership/test_printing.py",
    "tests/access/",
)
# What is dear to make (a cluster, a browser, a small world) is shared by the tests of a file: one worker runs them all.
TOGETHER = ("tests/faults/test_postgres_crash.py", "tests/browser/", "tests/access/")
# Unless they are so many, or so long, that the others would wait for that worker.
APART = ("tests/browser/test_pages.py", "tests/access/test_matrix.py", "tests/access/test_hostile_input.py")


def arrange(items):
    items.sort(
        key=lambda item: next((n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name)), len(LONGEST))
    )


class Queue(LoadScopeScheduling):
    """One queue for all workers, in the order of collection."""

    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return file if file.startswith(TOGETHER) and file not in APART else nodeid
