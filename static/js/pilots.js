// Behaviours of the pages of pilots: {% static "dist/pilots.js" %} in their block scripts.
import "./behaviours/sending.js";
import "./behaviours/aim.js";
import "./behaviours/earlier.js";
