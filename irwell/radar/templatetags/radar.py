"""A panel of what was recommended here before, inside the page where a recommendation is written or decided on."""

from typing import Any

from django import template

from irwell.core import time
from irwell.radar.forms import Before
from irwell.radar.queries import recommended_here

register = template.Library()


@register.inclusion_tag("radar/_panel.html", takes_context=True)
def recommended_before(context: dict[str, Any], words: str = "") -> dict[str, Any]:
    """Own recommendations that say what these words say; the words stay on this machine."""
    request, case = context["request"], context["case"]
    here = recommended_here(by=request.user, case=case, words=words, on=time.today())
    return {"request": request, "case": case, "here": here, "looked": bool(words), "form": Before(auto_id="radar-%s"),
            "csrf_token": context.get("csrf_token")}  # fmt: skip
