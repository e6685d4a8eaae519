"""Ten people typing at once, and the books: what each typed, what anybody saw, what the server called stored."""

import asyncio
import random
import re
from collections import Counter

from tests.visioning.live_writing.clients import Writer, until

TOKEN = re.compile(r"<\d+\.\d+>")


class Author:
    """A writer who types numbered tokens, each in one piece."""

    def __init__(self, number: int, writer: Writer):
        self.number, self.writer = number, writer
        self.typed: dict[str, int] = {}  # token -> own clock after it
        self.clock = 0

    def type(self) -> None:
        token = f"<{self.number}.{len(self.typed)}>"
        self.clock += len(token)
        self.typed[token] = self.clock
        self.writer.type(token)

    def saw(self) -> set[str]:
        """What came from the server: other people's tokens, and own ones that were echoed."""
        there = set(TOKEN.findall(str(self.writer)))
        echoed = {token for token, clock in self.typed.items() if clock <= self.writer.seen}
        return (there - set(self.typed)) | echoed

    def is_saved(self) -> bool:
        return self.writer.seen >= self.clock


class Crowd:
    def __init__(self, writers: list[Writer]):
        self.authors = [Author(number, writer) for number, writer in enumerate(writers)]
        self.typing = False
        self.tasks: list[asyncio.Task] = []

    async def join(self) -> None:
        await asyncio.gather(*(author.writer.join() for author in self.authors))

    def start_typing(self, pause: float = 0.02) -> None:
        self.typing = True
        self.tasks = [asyncio.create_task(self.keep_typing(author, pause)) for author in self.authors]

    async def keep_typing(self, author: Author, pause: float) -> None:
        while self.typing:
            author.type()
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))

    async def stop_typing(self) -> None:
        self.typing = False
        await asyncio.gather(*self.tasks)

    def typed(self) -> set[str]:
        return {token for author in self.authors for token in author.typed}

    def seen(self) -> set[str]:
        return set().union(*(author.saw() for author in self.authors))

    async def all_saved(self, seconds: float = 15) -> None:
        await until(lambda: all(author.is_saved() for author in self.authors), seconds)
        await until(lambda: len({str(author.writer) for author in self.authors}) == 1, seconds)

    async def close(self) -> None:
        await asyncio.gather(*(author.writer.close() for author in self.authors))


def missing(tokens: set[str], words: str) -> set[str]:
    return tokens - set(TOKEN.findall(words))


def assert_whole(words: str, tokens: set[str]) -> None:
    """Every token once, each author's in the order of typing, and nothing torn."""
    found = TOKEN.findall(words)
    assert "".join(found) == words, "a token is torn"
    assert [token for token, times in Counter(found).items() if times > 1] == [], "doubled"
    assert tokens - set(found) == set(), "lost"
    order: dict[str, int] = {}
    for token in found:
        author, number = token.strip("<>").split(".")
        assert int(number) >= order.get(author, 0), "reordered"
        order[author] = int(number)
