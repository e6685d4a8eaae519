// Behaviours of the pages of the seven conditions: {% static "dist/conditions.js" %} in their block scripts.
import "./behaviours/assessing.js";
import "./behaviours/autosave.js";
import "./behaviours/letters.js";
import "./behaviours/printing.js";
import "./behaviours/ranking.js";

import "./behaviours/earlier.js";
