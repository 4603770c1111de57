"""OAI-PMH 2.0 answers, so that other collections can harvest this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.text import slugify
from lxml import etree

from irwell.repository import queries
from irwell.repository.models import Record

from .oai_formats import FORMATS, clean

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PAGE = 100
TOKEN_LIFE = timedelta(hours=24)
ARGUMENTS: dict[str, tuple[set[str], set[str]]] = {
    "Identify": (set(), set()),
    "ListMetadataFormats": (set(), {"identifier"}),
    "ListSets": (set(), {"resumptionToken"}),
    "ListIdentifiers": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
    "ListRecords": ({"metadataPrefix"}, {"from", "until", "set", "resumptionToken"}),
    "GetRecord": ({"identifier", "metadataPrefix"}, set()),
}


class OaiProblem(Exception):
    """One of the errors that the protocol names."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a list asks for, and where it goes on."""

    since: str = ""
    until: str = ""
    set_name: str = ""
    prefix: str = "oai_dc"
    after: tuple[str, str] | None = None
    sent: int = 0


def answer(arguments: Mapping[str, Sequence[str]], *, now: datetime) -> bytes:
    """The XML for one request, errors included."""
    single = {name: values[0] for name, values in arguments.items()}
    namespaces: Any = {None: OAI, "xsi": XSI}
    root = etree.Element(_q(OAI, "OAI-PMH"), nsmap=namespaces)
    root.set(_q(XSI, "schemaLocation"), f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    _text(root, "responseDate", stamp(now))
    request = _text(root, "request", _base_url())
    try:
        verb = _checked(arguments, single)
        for name, value in single.items():
            request.set(name, clean(value))
        root.append(VERBS[verb](single))
    except OaiProblem as problem:
        request.attrib.clear()
        error = _text(root, "error", str(problem))
        error.set("code", problem.code)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def stamp(moment: datetime) -> str:
    """A moment to the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _checked(arguments: Mapping[str, Sequence[str]], single: Mapping[str, str]) -> str:
    verb = single.get("verb", "")
    if verb not in ARGUMENTS or len(arguments.get("verb", ())) != 1:
        raise OaiProblem("badVerb", f"Give one verb of: {', '.join(ARGUMENTS)}.")
    needed, allowed = ARGUMENTS[verb]
    given = set(single) - {"verb"}
    repeated = [name for name, values in arguments.items() if len(values) > 1]
    if repeated:
        raise OaiProblem("badArgument", f"{repeated[0]} is given more than once.")
    if "resumptionToken" in given and "resumptionToken" in allowed:
        if given != {"resumptionToken"}:
            raise OaiProblem("badArgument", "A resumptionToken stands alone.")
        return verb
    if unknown := sorted(given - needed - allowed):
        raise OaiProblem("badArgument", f"{verb} takes no {unknown[0]}.")
    if missing := sorted(needed - given):
        raise OaiProblem("badArgument", f"{verb} needs {missing[0]}.")
    if single.get("metadataPrefix", "oai_dc") not in FORMATS:
        raise OaiProblem("cannotDisseminateFormat", f"The formats here are {', '.join(FORMATS)}.")
    return verb


def _identify(_single: Mapping[str, str]) -> Any:
    node = etree.Element(_q(OAI, "Identify"))
    _text(node, "repositoryName", "Irwell repository of case reviews")
    _text(node, "baseURL", _base_url())
    _text(node, "protocolVersion", "2.0")
    _text(node, "adminEmail", str(settings.DEFAULT_FROM_EMAIL))
    first = queries.earliest_change() or datetime(2026, 1, 1, tzinfo=UTC)
    _text(node, "earliestDatestamp", stamp(first))
    _text(node, "deletedRecord", "persistent")
    _text(node, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return node


def _formats(single: Mapping[str, str]) -> Any:
    if "identifier" in single:
        _found(single["identifier"])
    node = etree.Element(_q(OAI, "ListMetadataFormats"))
    for each in FORMATS.values():
        entry = etree.SubElement(node, _q(OAI, "metadataFormat"))
        _text(entry, "metadataPrefix", each.prefix)
        _text(entry, "schema", each.schema())
        _text(entry, "metadataNamespace", each.namespace)
    return node


def _sets(single: Mapping[str, str]) -> Any:
    if "resumptionToken" in single:
        raise OaiProblem("badResumptionToken", "The list of sets comes in one piece.")
    node = etree.Element(_q(OAI, "ListSets"))
    for kind, _ in queries.kinds():
        _set(node, f"kind:{slugify(kind)}", kind)
    for theme in queries.themes():
        _set(node, f"theme:{theme.slug}", theme.name)
    return node


def _set(node: Any, spec: str, name: str) -> None:
    entry = etree.SubElement(node, _q(OAI, "set"))
    _text(entry, "setSpec", spec)
    _text(entry, "setName", name)


def _list(single: Mapping[str, str]) -> Any:
    whole = single["verb"] == "ListRecords"
    selection = _selection(single)
    rows = list(_rows(selection)[: PAGE + 1])
    if not rows:
        raise OaiProblem("noRecordsMatch", "No record matches.")
    node = etree.Element(_q(OAI, single["verb"]))
    for row in rows[:PAGE]:
        if whole:
            node.append(_record(row, selection.prefix))
        else:
            _header(node, row)
    total = _rows(Selection(selection.since, selection.until, selection.set_name)).count()
    if len(rows) > PAGE or selection.sent:
        token = _text(node, "resumptionToken", "")
        token.set("completeListSize", str(total))
        token.set("cursor", str(selection.sent))
        if len(rows) > PAGE:
            token.text = _token(selection, rows[PAGE - 1])
    return node


def _get(single: Mapping[str, str]) -> Any:
    node = etree.Element(_q(OAI, "GetRecord"))
    node.append(_record(_found(single["identifier"]), single["metadataPrefix"]))
    return node


def _selection(single: Mapping[str, str]) -> Selection:
    if "resumptionToken" in single:
        try:
            data = signing.loads(single["resumptionToken"], salt="oai", max_age=TOKEN_LIFE)
        except signing.BadSignature as error:
            raise OaiProblem(
                "badResumptionToken", "The token is not ours or is older than a day. Start again."
            ) from error
        return Selection(data[0], data[1], data[2], data[6], (data[3], data[4]), data[5])
    since, until = single.get("from", ""), single.get("until", "")
    return Selection(since, until, single.get("set", ""), single["metadataPrefix"])


def _token(selection: Selection, last: Record) -> str:
    data = [
        selection.since,
        selection.until,
        selection.set_name,
        last.changed_at.isoformat(),
        last.identifier,
        selection.sent + PAGE,
        selection.prefix,
    ]
    return signing.dumps(data, salt="oai", compress=True)


def _rows(selection: Selection) -> Any:
    kind = theme = None
    if selection.set_name:
        family, _, name = selection.set_name.partition(":")
        if family == "kind":
            kind = next((k for k, _ in queries.kinds() if slugify(k) == name), "")
        elif family == "theme":
            theme = name
        else:
            raise OaiProblem("noRecordsMatch", "There is no such set.")
    if selection.since and selection.until and len(selection.since) != len(selection.until):
        raise OaiProblem("badArgument", "from and until need the same granularity.")
    since, until = _moment(selection.since), _moment(selection.until, end=True)
    if since and until and since >= until:
        raise OaiProblem("badArgument", "from is later than until.")
    after = selection.after
    return queries.changed(
        since=since,
        until=until,
        kind=kind,
        theme=theme,
        after=(datetime.fromisoformat(after[0]), after[1]) if after else None,
    )


def _moment(text: str, *, end: bool = False) -> datetime | None:
    if not text:
        return None
    for form, step in (
        ("%Y-%m-%d", timedelta(days=1)),
        ("%Y-%m-%dT%H:%M:%SZ", timedelta(seconds=1)),
    ):
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        if not end:
            return moment
        last = datetime.max.replace(tzinfo=UTC)
        return moment + step if moment < last - step else last
    raise OaiProblem(
        "badArgument", f"{text} is not a date like 2026-04-14 or 2026-04-14T10:00:00Z."
    )


def _found(identifier: str) -> Record:
    prefix = f"oai:{_host()}:"
    record = (
        queries.record(identifier.removeprefix(prefix)) if identifier.startswith(prefix) else None
    )
    if record is None:
        raise OaiProblem("idDoesNotExist", f"There is no record {identifier}.")
    return record


def _header(parent: Any, record: Record) -> None:
    node = etree.SubElement(parent, _q(OAI, "header"))
    if record.is_withdrawn:
        node.set("status", "deleted")
    _text(node, "identifier", f"oai:{_host()}:{record.identifier}")
    _text(node, "datestamp", stamp(record.changed_at))
    if record.kind:
        _text(node, "setSpec", f"kind:{slugify(record.kind)}")
    for theme in record.themes.all():
        _text(node, "setSpec", f"theme:{theme.slug}")


def _record(record: Record, prefix: str) -> Any:
    node = etree.Element(_q(OAI, "record"))
    _header(node, record)
    if not record.is_withdrawn:
        metadata = etree.SubElement(node, _q(OAI, "metadata"))
        metadata.append(FORMATS[prefix].write(record))
    return node


def _host() -> str:
    return str(settings.IRWELL_PUBLIC_URL).split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]


def _base_url() -> str:
    return f"{str(settings.IRWELL_PUBLIC_URL).rstrip('/')}{reverse('repository:oai')}"


def _q(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _text(parent: Any, name: str, value: str) -> Any:
    node = etree.SubElement(parent, _q(OAI, name))
    node.text = clean(value)
    return node


VERBS: dict[str, Callable[[Mapping[str, str]], Any]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "ListIdentifiers": _list,
    "ListRecords": _list,
    "GetRecord": _get,
}
