"""The timeline as a picture."""

from irwell.chronology.picture.drawing import View, describe, to_svg, to_svg_pages
from irwell.chronology.picture.printed import to_pdf
from irwell.chronology.picture.scale import Scale, Tick

__all__ = ["Scale", "Tick", "View", "describe", "to_pdf", "to_svg", "to_svg_pages"]
