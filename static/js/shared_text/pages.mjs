// Joins css/app.css and js/app.js, which browsers could also read as they are, into one file each, and lays a
// compressed copy beside every text in static/dist. A first visit then asks for 10 files instead of 30.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "../..");
const dist = join(source, "dist");

await build({
  entryPoints: [
    ...["app", "shared_text", "weave", "gathering", "table", "conditions", "assessments", "guides", "theories", "pilots", "decisions"].map((name) => `css/${name}.css`),
    ...["app", "appearance", "weave", "writing", "table", "conditions", "assessing", "guides", "theories", "pilots"].map((name) => `js/${name}.js`),
  ].map((path) => join(source, path)),
  entryNames: "[name]",
  outdir: dist,
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  minify: true,
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  external: ["*.woff2"],
  logLevel: "warning",
});

for (const name of readdirSync(dist)) {
  if (!/\.(css|js|svg)$/.test(name)) continue;
  const text = readFileSync(join(dist, name));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(text, { level: 9 }));
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(text));
}
