"""Several files as one zip file, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

FIRST_DAY = date(1980, 1, 1)


def zip_files(files: Mapping[str, bytes], day: date) -> bytes:
    """Return `files` (names are ours, never text of the data) as a zip file dated `day`, zip's own first day where that is later."""
    stamp = max(day, FIRST_DAY)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (stamp.year, stamp.month, stamp.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
