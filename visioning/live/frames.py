"""uvicorn's WebSocket protocol with two short cuts for rooms: frames written straight to the transport, messages handed
straight to the room. A room sends the same bytes to everybody, so they are framed once. Knows no text and no person.

Chosen with `uvicorn --ws visioning.live.frames:FrameProtocol`; under any other server sockets work through ASGI alone.
"""

from collections.abc import Callable

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.server import ServerProtocol

EXTENSION = "throughline.frames"


def binary_frame(message: bytes) -> bytes:
    """A whole, unmasked, binary WebSocket frame."""
    length = len(message)
    if length < 126:
        return bytes((0x82, length)) + message
    if length < 65536:
        return b"\x82\x7e" + length.to_bytes(2, "big") + message
    return b"\x82\x7f" + length.to_bytes(8, "big") + message


def text_frame(words: str) -> bytes:
    """A whole, unmasked text frame of a short message."""
    message = words.encode()
    return bytes((0x81, len(message))) + message


class FrameProtocol(WebSocketsSansIOProtocol):
    """One socket. `scope["extensions"]["throughline.frames"]` is this object."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sink: Callable[[bytes], None] | None = None
        # Compressing each frame for each socket costs more than it saves on updates of some dozen bytes.
        self.conn = ServerProtocol(max_size=self.config.ws_max_size, logger=self.conn.logger)

    def handle_connect(self, event):
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"][EXTENSION] = self

    def send_receive_event_to_app(self):
        if self.sink is None or self.curr_msg_data_type == "text" or self.close_sent:
            super().send_receive_event_to_app()
            return
        frames, self.frames = self.frames, []
        self.sink(bytes(frames[0]) if len(frames) == 1 else b"".join(frames))

    def write_frame(self, frame: bytes) -> None:
        """Write a ready frame now. Nothing is kept waiting here: the transport buffers."""
        if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
            self.transport.write(frame)

    def buffered(self) -> int:
        """Bytes the other side has not taken yet."""
        return self.transport.get_write_buffer_size()

    def divert(self, sink: Callable[[bytes], None]) -> None:
        """From now on hand binary messages to `sink`, those first that wait already."""
        waiting = []
        while not self.queue.empty():
            waiting.append(self.queue.get_nowait())
        self.sink = sink
        for event in waiting:
            if event["type"] == "websocket.receive" and event.get("bytes") is not None:
                sink(event["bytes"])
            else:
                self.queue.put_nowait(event)
        if self.read_paused and not self.transport.is_closing():
            self.read_paused = False
            self.transport.resume_reading()

    def cut_soon(self) -> None:
        """Give the other side a moment to take what is left, then let go."""
        self.loop.call_later(2, self.transport.abort)
