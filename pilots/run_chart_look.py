"""How a run chart looks: on pages by class (static/css/pages/run_charts.css), on paper and in files by its own colours. Pure."""

from visioning.theory.drawing_look import ACCENT, INK, LINE, PAPER, SOFT, Pen

PALE, TINT = "#e2dacb", "#f3eee4"
DASHES = {"carried": "7 4", "target": "1.5 4.5", "phase": "4 4"}
OWN = {
    "run-chart-grid": {"stroke": PALE, "stroke-width": "1", "fill": "none"},
    "run-chart-ground": {"stroke": LINE, "stroke-width": "1.25", "fill": "none"},
    "run-chart-before": {"fill": TINT},
    "run-chart-phase": {"stroke": LINE, "stroke-width": "1.25", "fill": "none"},
    "run-chart-line": {"stroke": ACCENT, "stroke-width": "1.5", "fill": "none", "stroke-linejoin": "round"},
    "run-chart-point": {"fill": ACCENT},
    "run-chart-middle": {"stroke": INK, "stroke-width": "2", "fill": "none"},
    "run-chart-target": {"stroke": INK, "stroke-width": "2", "fill": "none", "stroke-linecap": "round"},
    "run-chart-ring": {"stroke": INK, "stroke-width": "1.5", "fill": "none"},
    "run-chart-stem": {"stroke": LINE, "stroke-width": "1", "fill": "none"},
    "run-chart-sign": {"fill": PAPER, "stroke": INK, "stroke-width": "1.25"},
    "run-chart-sign-number": {"fill": INK, "font-weight": "700"},
    "run-chart-axis": {"fill": SOFT},
    "run-chart-label": {"fill": INK},
    "run-chart-title": {"fill": INK, "font-weight": "700"},
}


class ChartPen(Pen):
    own = OWN
