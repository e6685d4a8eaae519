// Behaviours of the weaving table: {% static "dist/table.js" %} in their block scripts.
import "./behaviours/laying.js";
import "./behaviours/phrases.js";

import "./behaviours/earlier.js";
