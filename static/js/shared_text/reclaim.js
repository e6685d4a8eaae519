// Gives unsent changes a new client id, for the case that the server knows the old one as somebody
// else's. Works on one encoded update; knows nothing of the network.

import * as encoding from "lib0/encoding";
import * as Y from "yjs";

// Every change under `oldClient` from `firstClock` on becomes a change of `newClient`, counted from 0.
export function withNewClient(update, oldClient, newClient) {
  const { structs, ds } = Y.decodeUpdate(update);
  const own = structs.filter((struct) => struct.id.client === oldClient && !(struct instanceof Y.Skip));
  const firstClock = own.length ? own[0].id.clock : Infinity;
  const move = (id) =>
    id && id.client === oldClient && id.clock >= firstClock ? Y.createID(newClient, id.clock - firstClock) : id;

  for (const struct of own) {
    struct.id = move(struct.id);
    if (struct instanceof Y.Item) {
      struct.origin = move(struct.origin);
      struct.rightOrigin = move(struct.rightOrigin);
      if (struct.parent && typeof struct.parent === "object") struct.parent = move(struct.parent);
    }
  }

  const encoder = new Y.UpdateEncoderV1();
  writeStructs(encoder.restEncoder, encoder, own, newClient);
  writeRemovals(encoder.restEncoder, ds, { oldClient, newClient, firstClock });
  return encoder.toUint8Array();
}

function writeStructs(out, encoder, structs, client) {
  encoding.writeVarUint(out, structs.length ? 1 : 0);
  if (!structs.length) return;
  encoding.writeVarUint(out, structs.length);
  encoding.writeVarUint(out, client);
  encoding.writeVarUint(out, structs[0].id.clock);
  for (const struct of structs) struct.write(encoder, 0);
}

function writeRemovals(out, ds, { oldClient, newClient, firstClock }) {
  const removals = new Map();
  const add = (client, clock, len) => {
    if (!removals.has(client)) removals.set(client, []);
    removals.get(client).push({ clock, len });
  };
  ds.clients.forEach((ranges, client) => {
    for (const { clock, len } of ranges) {
      if (client !== oldClient || clock + len <= firstClock) {
        add(client, clock, len);
      } else {
        if (clock < firstClock) add(client, clock, firstClock - clock);
        const from = Math.max(clock, firstClock);
        add(newClient, from - firstClock, clock + len - from);
      }
    }
  });
  encoding.writeVarUint(out, removals.size);
  removals.forEach((ranges, client) => {
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(out, clock);
      encoding.writeVarUint(out, len);
    }
  });
}
