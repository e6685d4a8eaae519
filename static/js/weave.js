// Behaviours of the pages of the work on a vision: {% static "dist/weave.js" %} in their block scripts.
import "./behaviours/asking.js";
import "./behaviours/autosave.js";
import "./behaviours/filtering.js";
import "./behaviours/laying.js";
import "./behaviours/letters.js";
import "./behaviours/phrases.js";
import "./behaviours/printing.js";

import "./behaviours/earlier.js";
