// Starts the small behaviours of every page. Each looks for its own data-… hooks and nothing else.
import "./behaviours/appearance.js";
import "./behaviours/copying.js";
import "./behaviours/dialogs.js";
import "./behaviours/focus.js";
import "./behaviours/forms.js";
import "./behaviours/menus.js";
import "./behaviours/messages.js";
import "./behaviours/news.js";
import "./behaviours/tabs.js";
import "./behaviours/visits.js";
