"""The losing control: the same server, but it shows changes first and stores them two seconds later, as many engines do."""

import asyncio

from pycrdt import merge_updates

from leadership.asgi import application
from visioning.live.rooms import Room

__all__ = ["application"]
later = set()


async def show_first(self, batch):
    data = merge_updates(b"\x00\x00", *[change.data for _, change in batch])
    self.show(data)

    async def store():
        await asyncio.sleep(2)
        self.own.add(await self.log.append(self.text_id, data, b""))

    later.add(asyncio.create_task(store()))


Room.store = show_first
