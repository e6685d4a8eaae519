// The line on which topics come in: opened again for ever, and replaced by asking now and then where sockets are blocked.
// Knows nothing of the page.

const OPEN_WITHIN = 6000; // some school filters neither open nor refuse
const SILENCE = 75000; // the server says "." every half minute
const TRIES = 2;
const ASK_EVERY = 12000;
const TRY_AGAIN = 60000;
const LATE = 8000; // what was told longer ago the server does not repeat
const FINAL = new Set([4400, 4401, 4403, 4404]);

export function listen(path, onTopic, onAll) {
  let refusals = 0;
  let failures = 0;
  let asking;
  let missed = performance.now() > LATE;

  function open() {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    let heard = false;
    let ended = false;
    let watch = setTimeout(close, OPEN_WITHIN);

    function close() {
      socket.close();
      end({ code: 1006 }); // the browser may wait long for the other side's goodbye
    }

    function end({ code }) {
      if (ended) return;
      ended = true;
      clearTimeout(watch);
      missed = true;
      failures += 1;
      if (!heard) refusals += 1;
      if (FINAL.has(code)) return clearInterval(asking);
      const blocked = refusals >= TRIES;
      if (blocked) asking ??= setInterval(() => document.hidden || onAll(), ASK_EVERY);
      const pause = blocked ? TRY_AGAIN : Math.min(15000, 500 * 2 ** failures);
      setTimeout(open, pause * (0.5 + Math.random()));
    }

    socket.onclose = end;
    socket.onmessage = ({ data }) => {
      if (ended) return;
      clearTimeout(watch);
      watch = setTimeout(close, SILENCE);
      if (!heard) {
        heard = true;
        refusals = failures = 0;
        clearInterval(asking);
        asking = undefined;
        if (missed) onAll();
        missed = false;
      }
      if (data === "*") onAll();
      else if (data !== ".") onTopic(data);
    };
  }

  open();
}
