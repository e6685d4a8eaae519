// Sets of stretches [from, to) of Yjs clocks, one set per client id: what is still to be confirmed.
// Pure arithmetic.

export class Spans {
  #clients = new Map();

  get empty() {
    return this.#clients.size === 0;
  }

  add(client, from, to) {
    if (from >= to) return;
    const merged = [];
    for (const span of this.#clients.get(client) ?? []) {
      if (span.to < from || span.from > to) {
        merged.push(span);
      } else {
        from = Math.min(from, span.from);
        to = Math.max(to, span.to);
      }
    }
    merged.push({ from, to });
    this.#clients.set(client, merged.sort((one, other) => one.from - other.from));
  }

  remove(client, from, to) {
    const spans = this.#clients.get(client);
    if (!spans || from >= to) return;
    const left = spans.flatMap((span) => {
      if (to <= span.from || from >= span.to) return [span];
      const rest = [];
      if (span.from < from) rest.push({ from: span.from, to: from });
      if (to < span.to) rest.push({ from: to, to: span.to });
      return rest;
    });
    if (left.length) this.#clients.set(client, left);
    else this.#clients.delete(client);
  }

  clear() {
    this.#clients.clear();
  }
}
