// The same conversation over plain HTTP, one request and one answer at a time, for places where
// WebSockets are blocked. Knows neither Yjs nor when to ask.

import { pack, unpack } from "./wire.js";

const ANSWER_WITHIN = 15000;

// What a refusal means when its body says nothing more.
const CODES = { 400: 4400, 401: 4401, 403: 4403, 404: 4404, 409: 4409, 413: 4413, 429: 4429 };

export class Refusal extends Error {
  constructor(code, reason) {
    super(reason);
    this.code = code;
  }
}

export async function exchange(path, csrf, messages) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": csrf },
    body: pack(messages),
    credentials: "same-origin",
    // A redirect can only lead to the sign-in page.
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  });
  if (response.type === "opaqueredirect") throw new Refusal(4401, "");
  if (response.ok) return unpack(new Uint8Array(await response.arrayBuffer()));
  const { code, reason } = await response.json().catch(() => ({}));
  if (code || CODES[response.status]) throw new Refusal(code ?? CODES[response.status], reason ?? "");
  throw new Error(`The server answered ${response.status}.`);
}
