// Bundles the editor into static/dist/shared_text.js: one ES module, one copy of Yjs.
// Knows nothing of fonts and icons (fonts.mjs) and writes nowhere else.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

const result = await build({
  entryPoints: [join(here, "main.js")],
  outfile: join(here, "../../dist/shared_text.js"),
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  legalComments: "linked",
  loader: { ".svg": "text" },
  metafile: true,
  logLevel: "warning",
});

// Two copies of Yjs would each refuse the other's types, quietly and much later.
const copies = Object.keys(result.metafile.inputs).filter((path) => /\/yjs\/(dist|src)\/(yjs|index)\.m?js$/.test(path));
if (copies.length !== 1) {
  console.error(`The bundle must hold exactly one copy of Yjs, not ${copies.length}: ${copies.join(", ")}`);
  process.exit(1);
}
