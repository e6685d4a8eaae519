// Behaviours of the public pages of the guides: {% static "dist/guides.js" %} in their block scripts.
import "./behaviours/printing.js";
import "./behaviours/timer.js";
