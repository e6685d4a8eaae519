// Bundles the editor into static/dist/shared_text.js: one ES module, one copy of Yjs.
// Knows nothing of fonts and icons (fonts.mjs) and writes nowhere else.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

// Of lib0's page module only `document` is asked for; the rest would bring a whole schema language along.
const onlyTheDocument = {
  name: "only-the-document",
  setup({ onLoad }) {
    onLoad({ filter: /\/lib0\/dom\.js$/ }, () => ({ contents: "export const doc = document;" }));
  },
};

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
  plugins: [onlyTheDocument],
  // lib0 has drawing functions for a console on the page; nothing here calls them.
  logOverride: { "import-is-undefined": "silent" },
  logLevel: "warning",
});

// Two copies of Yjs would each refuse the other's types, quietly and much later.
const copies = Object.keys(result.metafile.inputs).filter((path) => /\/yjs\/(dist|src)\/(yjs|index)\.m?js$/.test(path));
if (copies.length !== 1) {
  console.error(`The bundle must hold exactly one copy of Yjs, not ${copies.length}: ${copies.join(", ")}`);
  process.exit(1);
}
