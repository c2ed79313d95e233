"""Titles that programs write into files by themselves: names of files and programs, not of what is written in them."""

import re

MAKERS = re.compile(
    r"(microsoft\s+(office\s+)?(word|powerpoint|excel|publisher|outlook|visio|onenote)|(word|powerpoint|excel|publisher)\s*[-–—]"
    r"|powerpoint[- ](presentation|esitys)|https?:|file:|about:|[a-z]:\\|\\\\|/\w+/)",
    re.IGNORECASE,
)
FILE_NAME = re.compile(
    r"\.\s?(docx?|docm|dotx?|rtf|odt|ods|odp|xlsx?|xlsm|xlsb|csv|pptx?|ppsx?|potx?|indd|idml|qxd|qxp|pmd|p65|fm|pub|vsdx?|pages|key|numbers"
    r"|pdf|ps|eps|ai|psd|cdr|tex|dvi|txt|md|html?|xml|jpe?g|png|tiff?)(\s*\[[^\]]*\]|\s*\(\d+\)|\s+[-–—]\s.{0,30})?$",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"(untitled|nimetön|namnlös|namnlöst|no title|ei otsikkoa|title|otsikko|document|asiakirja|dokument|presentation|esitys"
    r"|workbook|book|työkirja|kirja|arbetsbok|bok|sheet|taulukko|laskentataulukko|publication|julkaisu\d|layout|slide|dia|scan|skannaus"
    r"|scanned|skannattu|print|new|uusi|microsoft word)"
    r"([\s_-]*(document|asiakirja|dokument|presentation|esitys|spreadsheet|laskentataulukko|image|kuva|page|sivu|slide))?"
    r"[\s_.-]*\(?[\d\s_.-]*\)?",
    re.IGNORECASE,
)


def real_title(title):
    """The title of a file, or "" where it was made by a program and says nothing to readers."""
    title = " ".join(title.split())
    is_name_of_file = FILE_NAME.search(title) or ("_" in title and " " not in title)
    has_letters = any(letter.isalpha() for letter in title)
    if not has_letters or is_name_of_file or MAKERS.match(title) or UNNAMED.fullmatch(title):
        return ""
    return title
