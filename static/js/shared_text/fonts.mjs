// Copies the font files and draws the icon sprite that the pages use, out of the locked packages,
// into static/dist. Knows nothing of the editor; css/fonts.css and the {% icon %} tag read the result.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const dist = join(here, "../../dist");

const FONTS = {
  "atkinson-hyperlegible-next": ["400-normal", "400-italic", "700-normal"],
  "source-serif-4": ["400-normal", "400-italic", "600-normal"],
};
const SUBSETS = ["latin", "latin-ext"];

// A template may name only these (a test compares the two).
const ICONS = [
  "arrow-right",
  "chevron-down",
  "circle-check",
  "copy",
  "download",
  "eye",
  "fingerprint",
  "house",
  "info",
  "key-round",
  "link",
  "log-out",
  "mail",
  "plus",
  "refresh-cw",
  "search",
  "shield-check",
  "triangle-alert",
  "user",
];

function copyFonts() {
  const target = join(dist, "fonts");
  mkdirSync(target, { recursive: true });
  for (const [family, faces] of Object.entries(FONTS)) {
    const source = join(packages, "@fontsource", family);
    for (const face of faces) {
      for (const subset of SUBSETS) {
        const file = `${family}-${subset}-${face}.woff2`;
        copyFileSync(join(source, "files", file), join(target, file));
      }
    }
    // The Open Font License asks to travel with the files.
    copyFileSync(join(source, "LICENSE"), join(target, `${family}-LICENSE.txt`));
  }
}

function drawSprite() {
  const symbols = ICONS.map((name) => {
    const svg = readFileSync(join(packages, "lucide-static/icons", `${name}.svg`), "utf8");
    const shapes = svg
      .replace(/<!--.*?-->/gs, "")
      .replace(/<svg[^>]*>|<\/svg>/g, "")
      .replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  mkdirSync(dist, { recursive: true });
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  writeFileSync(join(dist, "icons.svg"), sprite);
}

copyFonts();
drawSprite();
