// One WebSocket, opened once: tells when it is open, what came in, and how it ended.
// Knows neither Yjs nor when to try again.

const OPEN_WITHIN = 6000;

export class Socket {
  #socket;
  #timer;
  #ended = false;
  #heard = false;

  constructor(path, { onOpen, onMessage, onEnd }) {
    this.onEnd = onEnd;
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    try {
      this.#socket = new WebSocket(url);
    } catch {
      this.#timer = setTimeout(() => this.#end({ code: 1006, reason: "" }), 0);
      return;
    }
    this.#socket.binaryType = "arraybuffer";
    // Some school filters neither open nor refuse.
    this.#timer = setTimeout(() => this.close(), OPEN_WITHIN);
    this.#socket.onopen = () => onOpen();
    this.#socket.onmessage = ({ data }) => {
      if (typeof data === "string") return;
      // Only a first message proves that the way is free: some proxies accept and then drop.
      this.#heard = true;
      clearTimeout(this.#timer);
      onMessage(new Uint8Array(data));
    };
    this.#socket.onclose = ({ code, reason }) => this.#end({ code, reason });
  }

  get heard() {
    return this.#heard;
  }

  send(bytes) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  close() {
    this.#socket?.close(1000);
    // The browser may wait long for the other side's goodbye.
    this.#end({ code: 1006, reason: "" });
  }

  // Ends without telling anybody.
  drop() {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  #end(how) {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.onEnd(how);
  }
}
