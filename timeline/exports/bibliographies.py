"""References in the formats that people and reference managers read: plain text, BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.dates import DateError, EdtfDate, parse_date, say_date
from timeline.exports.references import Reference
from timeline.exports.safety import as_json
from timeline.schema import LANGUAGES

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    }
)  # fmt: skip
_RIS_TYPES = {"dataset": "DATA", "article": "NEWS", "report": "RPRT", "reference": "ENCYC", "page": "ELEC"}
_CSL_TYPES = {"dataset": "dataset", "article": "article-newspaper", "report": "report", "reference": "entry-encyclopedia", "page": "webpage"}


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A way to write references: its code in addresses, its label on screen, how its file ends, its media type, the writer."""

    code: str
    label: str
    suffix: str
    media: str
    write: Callable[[Sequence[Reference]], str]


def plain_text(references: Sequence[Reference]) -> str:
    """Return a sentence for each reference, one a line."""
    return "".join(f"{_sentence(reference)}\n" for reference in references)


def bibtex(references: Sequence[Reference]) -> str:
    """Return an `@misc` entry for each reference (BibTeX and biblatex read it), every text safe in LaTeX. Dates have only the parts known."""
    return "\n".join(f"@misc{{{reference.key},\n{''.join(f'  {name} = {value},{chr(10)}' for name, value in _bibtex_fields(reference))}}}\n" for reference in references)


def ris(references: Sequence[Reference]) -> str:
    """Return the references as RIS with CRLF: https://en.wikipedia.org/wiki/RIS_(file_format)."""
    return "".join("".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(reference)) for reference in references)


def csl_json(references: Sequence[Reference]) -> str:
    """Return the references as CSL-JSON: https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html."""
    return as_json([{name: value for name, value in _csl(reference).items() if value} for reference in references], indent=1) + "\n"


def latex(text: str) -> str:
    """Return `text` as LaTeX reads it as text, its braces balanced for BibTeX."""
    return text.translate(_LATEX)


def _sentence(reference: Reference) -> str:
    published = _said(reference.published)
    if reference.kind == "dataset" and reference.version:
        parts = [reference.title, f"Data set, version {reference.version}{f', {published}' if published else ''}", reference.licence]
    else:
        parts = [reference.author, f"“{reference.title}”", ", ".join(part for part in (reference.publisher, published or "undated") if part)]
    said = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
    seen = [f"accessed {_said(reference.accessed)}" if reference.accessed else "", f"archived at {reference.archive_url}" if reference.archive_url else ""]
    where = f"{reference.url} ({'; '.join(part for part in seen if part)})" if any(seen) else reference.url
    return f"{said} {where}".strip()


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    published = _date(reference.published)
    texts = {"author": reference.author, "title": reference.title, "howpublished": reference.publisher or ("Data set" if reference.version else "")}
    yield from ((name, f"{{{{{latex(text)}}}}}") for name, text in texts.items() if text)
    if published and published.precision in ("day", "month", "season", "year"):
        yield "year", f"{{{published.earliest.year}}}"
    if published and published.precision in ("day", "month"):
        yield "month", _MONTHS[published.earliest.month - 1]
    if published and published.precision == "day":
        yield "day", f"{{{published.earliest.day}}}"
    notes = [f"Version {reference.version}" if reference.version else "", reference.licence, f"Published {say_date(published)}" if published and _is_vague(published) else ""]
    notes.append(f"Archived at {reference.archive_url}" if reference.archive_url else "")
    if note := ". ".join(part for part in notes if part):
        yield "note", f"{{{latex(note)}}}"
    if reference.language not in ("", "en"):
        yield "language", f"{{{LANGUAGES[reference.language]}}}"
    if reference.url:
        yield "url", f"{{{reference.url.translate({ord('{'): '%7B', ord('}'): '%7D', ord(chr(92)): '%5C'})}}}"
    if reference.accessed:
        yield "urldate", f"{{{reference.accessed}}}"


def _ris_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    published, accessed = _date(reference.published), _date(reference.accessed)
    vague = f"Published {say_date(published)}" if published and _is_vague(published) else ""
    archived = f"Archived: {reference.archive_url}" if reference.archive_url else ""
    fields = (
        ("TY", _RIS_TYPES[reference.kind]), ("ID", reference.key), ("AU", reference.author), ("TI", reference.title), ("PB", reference.publisher),
        ("PY", str(published.earliest.year) if published else ""), ("DA", _slashed(published)), ("ET", reference.version), ("LA", reference.language),
        ("UR", reference.url), ("Y2", _slashed(accessed)), ("N1", ". ".join(part for part in (reference.licence, vague, archived) if part)),
    )  # fmt: skip
    yield from ((tag, value) for tag, value in fields if value)
    yield "ER", ""


def _csl(reference: Reference) -> dict[str, Any]:
    holder = "publisher" if reference.kind in ("dataset", "report") else "container-title"
    return {
        "id": reference.key,
        "type": _CSL_TYPES[reference.kind],
        "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else [],
        holder: reference.publisher,
        "issued": _csl_date(_date(reference.published)),
        "accessed": _csl_date(_date(reference.accessed)),
        "version": reference.version,
        "language": reference.language,
        "URL": reference.url,
        "archive_location": reference.archive_url,
        "note": reference.licence,
    }


def _csl_date(value: EdtfDate | None) -> dict[str, Any]:
    if value is None:
        return {}
    if value.precision in ("decade", "century"):
        return {"literal": say_date(value)}
    day = value.earliest
    parts = {"day": [day.year, day.month, day.day], "month": [day.year, day.month]}.get(value.precision, [day.year])
    season = {"season": int(value.text[6])} if value.precision == "season" else {}
    return {"date-parts": [parts]} | season | ({"circa": True} if value.is_approximate or value.is_uncertain else {})


def _date(text: str) -> EdtfDate | None:
    try:
        return parse_date(text)
    except DateError:
        return None


def _said(text: str) -> str:
    value = _date(text)
    return say_date(value) if value else ""


def _is_vague(value: EdtfDate) -> bool:
    return value.is_approximate or value.is_uncertain or value.precision in ("season", "decade", "century")


def _slashed(value: EdtfDate | None) -> str:
    """A date as RIS has it, `2012/02/26/`, parts that are not known left empty."""
    if value is None or value.precision in ("decade", "century"):
        return ""
    day = value.earliest
    month = f"{day.month:02d}" if value.precision in ("day", "month") else ""
    return f"{day.year:04d}/{month}/{f'{day.day:02d}' if value.precision == 'day' else ''}/"


BIBLIOGRAPHIES = {
    form.code: form
    for form in (
        Bibliography("text", "Text", "txt", "text/plain; charset=utf-8", plain_text),
        Bibliography("bibtex", "BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
        Bibliography("ris", "RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
        Bibliography("csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
    )
}
