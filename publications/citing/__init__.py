"""How publications are cited: as text, and as files for reference managers. Each format is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from publications.citing.bibtex import bibtex
from publications.citing.csl import csl_json
from publications.citing.ris import ris


@dataclass(frozen=True)
class Format:
    """write: (references, day of access) → the text of the file."""

    name: str
    content_type: str
    write: Callable


FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", ris),
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}
