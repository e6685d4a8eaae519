// The y-websocket protocol as bytes: sync step 1 and 2, updates, awareness. Decides nothing.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

// A Yjs update that changes nothing: no structs, nothing removed.
export const EMPTY_UPDATE = new Uint8Array([0, 0]);

function message(kind, step, payload) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  if (step !== null) encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

export const step1 = (vector) => message(SYNC, STEP_1, vector);
export const step2 = (update) => message(SYNC, STEP_2, update);
export const update = (bytes) => message(SYNC, UPDATE, bytes);
export const awareness = (bytes) => message(AWARENESS, null, bytes);

// Calls the handler that fits: onVector, onAnswer (step 2), onUpdate, onAwareness.
// Kinds of message that we do not know are left alone, as the protocol asks.
export function read(bytes, { onVector, onAnswer, onUpdate, onAwareness }) {
  const decoder = decoding.createDecoder(bytes);
  const kind = decoding.readVarUint(decoder);
  if (kind === AWARENESS) onAwareness(decoding.readVarUint8Array(decoder));
  if (kind !== SYNC) return;
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  if (step === STEP_1) onVector(payload);
  if (step === STEP_2) onAnswer(payload);
  if (step === UPDATE) onUpdate(payload);
}

// Several messages in one HTTP body: each with its length in front.
export function pack(messages) {
  const encoder = encoding.createEncoder();
  for (const one of messages) encoding.writeVarUint8Array(encoder, one);
  return encoding.toUint8Array(encoder);
}

export function unpack(bytes) {
  const decoder = decoding.createDecoder(bytes);
  const messages = [];
  while (decoding.hasContent(decoder)) messages.push(decoding.readVarUint8Array(decoder));
  return messages;
}
