"""The forms of visioning, one module per noun. Each checks words and shapes; who may use it is the doors' business."""

from .versions import NOW, AdoptionForm, ComparisonForm, VersionForm

__all__ = ["NOW", "AdoptionForm", "ComparisonForm", "VersionForm"]
