"""Tags and filters that every template has without loading them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from irwell.core.text import plural as plural_words
from irwell.core.time import london

register = template.Library()

NAV_ITEM = (
    '<li class="govuk-service-navigation__item{}">'
    '<a class="govuk-service-navigation__link" href="{}"{}>{}</a></li>'
)
# One colour for one meaning, everywhere.
COLOURS = {
    "amber": "yellow",
    "todo": "grey",
    "draft": "grey",
    "sent": "blue",
    "open": "blue",
    "current": "teal",
    "waiting": "yellow",
    "soon": "orange",
    "late": "red",
    "refused": "red",
    "split": "purple",
    "done": "green",
    "published": "green",
    "withdrawn": "magenta",
}


@register.filter
def field_name(name: str) -> str:
    """'aware_on_day' as 'Aware on day'."""
    return name.replace("_", " ").replace("-", " ").capitalize()


@register.filter
def british(value: date | datetime | None) -> str:
    """Wed 9 December 2026."""
    if value is None or value == "":
        return ""
    day = london(value) if isinstance(value, datetime) else value
    return f"{day:%a} {day.day} {day:%B %Y}"


@register.filter
def british_date(value: date | datetime | None) -> str:
    """9 December 2026."""
    return british(value).partition(" ")[2]


@register.filter
def british_short(value: date | datetime | None) -> str:
    """9 Dec 2026, for tables."""
    if value is None or value == "":
        return ""
    day = london(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%b %Y}"


@register.filter
def british_time(value: datetime | None) -> str:
    """14:05, by the clock in England."""
    return f"{london(value):%H:%M}" if value else ""


@register.filter
def british_moment(value: datetime | None) -> str:
    """Wed 9 December 2026, 14:05"""
    return f"{british(value)}, {british_time(value)}" if value else ""


@register.filter
def plural(count: int, word: str) -> str:
    """{{ 3|plural:"working day" }}"""
    return plural_words(count, word)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """A value of a dict by a key that is itself a value."""
    return mapping.get(key) if mapping else None


@register.filter
def any_actions(rows: Any) -> bool:
    """Whether some row of a summary list has an action, so that the others keep its column free."""
    return any(
        row.get("actions") if isinstance(row, dict) else getattr(row, "actions", ()) for row in rows
    )


@register.filter
def tag_colour(meaning: str) -> str:
    """The tag colour of a meaning ("late" is red); a colour's own name stays as it is."""
    return COLOURS.get(str(meaning), str(meaning))


@register.filter
def is_numeric(columns: Any, place: int) -> bool:
    """Whether the column at that place holds numbers."""
    return bool(getattr(columns[place], "numeric", False)) if place < len(columns) else False


@register.filter
def column_text(columns: Any, place: int) -> str:
    """The heading of the column at that place, said again in front of a cell where rows are stacked."""
    column = columns[place] if place < len(columns) else ""
    return str(getattr(column, "text", column))


@register.filter
def page_query(number: int, request: HttpRequest | None) -> str:
    """The query of the same address at another page."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return query.urlencode()


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """{% tag "Overdue" "late" %}"""
    shade = tag_colour(colour)
    return format_html(
        '<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{shade}" if shade else "", text
    )


@register.simple_tag(takes_context=True)
def nav_item(context: template.Context, href: str, text: str) -> SafeString:
    """A link of the service's navigation; nothing where this process has no such page."""
    if not href:
        return SafeString("")
    request = context.get("request")
    path = request.path if request else ""
    if not (path == href or (href != "/" and path.startswith(href))):
        return format_html(NAV_ITEM, "", href, "", text)
    strong = format_html(
        '<strong class="govuk-service-navigation__active-fallback">{}</strong>', text
    )
    active = " govuk-service-navigation__item--active"
    return format_html(NAV_ITEM, active, href, SafeString(' aria-current="page"'), strong)


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """{% pagination page_obj %} keeps the rest of the address as it is."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context.get("request")}


@register.inclusion_tag("ui/components/_error_summary.html")
def error_summary(*sources: Any) -> dict[str, Any]:
    """{% error_summary form %}; several at once."""
    errors = [error for source in sources if source for error in _errors_of(source)]
    return {"errors": errors}


def _errors_of(source: Any) -> Iterable[dict[str, str]]:
    for error in source.non_field_errors():
        yield {"text": str(error), "anchor": ""}
    for field in source:
        for error in field.errors:
            yield {"text": str(error), "anchor": getattr(field, "anchor", field.auto_id)}


class Region(template.Node):
    """Wraps its content in an element, and leaves both out when there is none."""

    def __init__(self, body: NodeList, parts: list[FilterExpression]) -> None:
        self.body, self.parts = body, parts

    def render(self, context: template.Context) -> SafeString:
        inside = SafeString(self.body.render(context).strip())
        if not inside:
            return SafeString("")
        element, classes, *label = (str(part.resolve(context)) for part in self.parts)
        named = format_html(' aria-label="{}"', label[0]) if label else ""
        return format_html(
            '<{} class="{}"{}>{}</{}>', SafeString(element), classes, named, inside,
            SafeString(element),
        )  # fmt: skip


class Titled(template.Node):
    """The page's title, with "Error: " in front when its `form` was sent back with errors."""

    def __init__(self, body: NodeList) -> None:
        self.body = body

    def render(self, context: template.Context) -> SafeString:
        title = SafeString(self.body.render(context).strip())
        wrong = getattr(context.get("form"), "errors", None)
        if not wrong or title.startswith("Error: "):
            return title
        return format_html("Error: {}", title)


@register.tag
def titled(parser: Parser, token: Token) -> Titled:
    body = parser.parse(("endtitled",))
    parser.delete_first_token()
    return Titled(body)


class Navigation(template.Node):
    """The service's navigation around its items; nothing at all when there are none."""

    def __init__(self, body: NodeList, width: str) -> None:
        self.body, self.width = body, width

    def render(self, context: template.Context) -> SafeString:
        items = SafeString(self.body.render(context).strip())
        if not items:
            return SafeString("")
        found = get_template("ui/components/_navigation.html")
        return SafeString(found.render({"items": items, "width": self.width}))


@register.tag
def navigation(parser: Parser, token: Token) -> Navigation:
    """{% navigation irw-wide %}{% nav_item href text %}…{% endnavigation %}"""
    width = " ".join(token.split_contents()[1:])
    body = parser.parse(("endnavigation",))
    parser.delete_first_token()
    return Navigation(body, width)


@register.tag
def region(parser: Parser, token: Token) -> Region:
    """{% region "aside" "irw-page__side" "About this page" %}…{% endregion %}"""
    parts = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    if len(parts) not in (2, 3):
        raise template.TemplateSyntaxError("region takes an element, its classes and maybe a label")
    body = parser.parse(("endregion",))
    parser.delete_first_token()
    return Region(body, parts)
