"""Receiving uploads: small ones in memory, large ones in a file without a name, too large ones not at all.

A file without a name can be opened by nobody else and is gone when the request ends, however it ends.
"""

import contextlib
import io
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Received(UploadedFile):  # type: ignore[type-arg]
    """An uploaded file. Beyond the limit the bytes are counted and dropped; so is what the disk refuses."""

    refused_by_disk: OSError | None = None


class NamelessUploadHandler(FileUploadHandler):
    """Keeps what arrives out of named files and never more of it than may be taken in."""

    out: IO[bytes]
    received: int
    disk: OSError | None

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.received, self.disk = 0, None
        self.out = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed with the request's files
            max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE, dir=settings.FILE_UPLOAD_TEMP_DIR
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.IRWELL_MAX_UPLOAD or self.disk is not None:
            self._drop()
            return
        try:
            self.out.write(raw_data)
        except OSError as error:
            self.disk = error
            self._drop()

    def _drop(self) -> None:
        """What was kept so far is given up at once; the rest is only counted."""
        if not isinstance(self.out, io.BytesIO):
            with contextlib.suppress(OSError):  # a full disk may refuse the last flush as well
                self.out.close()
            self.out = io.BytesIO()

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        try:
            self.out.seek(0)
        except OSError as error:
            self.disk = error
            self._drop()
        file = Received(
            file=self.out, name=self.file_name, content_type=self.content_type, size=file_size,
            charset=self.charset, content_type_extra=self.content_type_extra,
        )  # fmt: skip
        file.refused_by_disk = self.disk
        return file
