"""Reads of files."""

from typing import Any
from uuid import UUID

from irwell.access.policies import can
from irwell.documents.models import Document
from irwell.documents.rules import OPENED_WITH, Purpose


def document_for(user: Any, case_id: UUID, document_id: UUID) -> Document | None:
    """The file, when it belongs to the case and the person holds the right that its purpose asks for."""
    document = Document.objects.filter(pk=document_id, case_id=case_id).first()
    if document is None or not can(user, OPENED_WITH[Purpose(document.purpose)], case_id=case_id):
        return None
    return document
