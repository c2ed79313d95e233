"""Why an upload is refused, and what to do: the reasons of worker/ in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ODD_LINK = gettext_lazy(
    "A link in it does not lead to a web page: %(about)s. Correct or remove the link and save the file again."
)
FILE_LINK = gettext_lazy(
    "A link in it leads to a file on a computer or a network drive, which readers cannot open: %(about)s. Remove the link or link to a web page, and save the file again."
)
SCRIPT_LINK = gettext_lazy("A link in it starts a script: %(about)s. Remove the link and save the file again.")
PDF = {
    "not_pdf": gettext_lazy("The file is not a PDF, whatever its name says."),
    "leading": gettext_lazy(
        "The PDF does not begin where it should: something stands before its beginning. Save it again in the program that made it, or print it to a new PDF."
    ),
    "encrypted": gettext_lazy("The PDF is encrypted or protected by a password: save it without protection."),
    "broken": gettext_lazy("The PDF is broken: save it again in the program that made it, or print it to a new PDF."),
    "trailing": gettext_lazy(
        "The PDF does not end where it should: it is cut off, or something was added to it. Save it again in the program that made it, or print it to a new PDF."
    ),
    "script": gettext_lazy(
        "The PDF holds a script or starts another program: save it without scripts, actions and form buttons, or print it to a new PDF."
    ),
    "form": gettext_lazy(
        "The PDF is a form with scripts or buttons, or one made with Adobe LiveCycle. Print it to a new PDF, or offer the form as a Word file."
    ),
    "media": gettext_lazy(
        "The PDF holds sound, video or a 3D model: publish those elsewhere, link to them, and save it without."
    ),
    "calls_out": gettext_lazy(
        "The PDF fetches something from elsewhere when it is opened: %(about)s. Save it without actions, or print it to a new PDF."
    ),
    "other_file": gettext_lazy(
        "The PDF links to another file, which readers do not have: %(about)s. Link to a web page instead, or remove the link."
    ),
    "embedded": gettext_lazy("The PDF holds other files inside: save it without attachments."),
    "too_many_pages": gettext_lazy("The PDF has more than 2,000 pages: publish it in parts."),
    "heavy": gettext_lazy(
        "The PDF is too heavy to read: save it in a simpler form, for example with smaller pictures."
    ),
    "odd_link": ODD_LINK,
    "file_link": FILE_LINK,
}
OFFICE = {
    "wrong_kind": gettext_lazy("The name ends in .%(kind)s but the file is something else."),
    "encrypted": gettext_lazy("The file is protected by a password: save it without protection."),
    "old_office": gettext_lazy(
        "The file is of an old type under a new name (.doc, .xls or .ppt), or protected: open it and save it anew as .%(kind)s, without a password."
    ),
    "broken": gettext_lazy("The file is broken: save it again in the program that made it."),
    "trailing": gettext_lazy("The file is cut off, or something was added to it: save it again."),
    "heavy": gettext_lazy(
        "The file takes too long to open: save it anew in a simpler form, for example with smaller pictures."
    ),
    "macros": gettext_lazy("The file holds macros: save it without them."),
    "program": gettext_lazy("The file holds a program inside: %(about)s. Remove it and save the file again."),
    "embedded": gettext_lazy(
        "The file holds an object of another program: %(about)s. Put a picture or plain text in its place and save the file again."
    ),
    "linked_values": gettext_lazy(
        "The file takes contents from another file or program when it is opened (%(about)s): break the links, so that the contents stay as they are, and save it again."
    ),
    "remote_template": gettext_lazy(
        "The file fetches its template from elsewhere when it is opened: %(about)s. Choose the template Normal for it and save it again."
    ),
    "calls_out": gettext_lazy(
        "The file fetches something from elsewhere when it is opened: %(about)s. Put the picture or video itself into the file, or remove it."
    ),
    "script": SCRIPT_LINK,
    "odd_link": ODD_LINK,
    "file_link": FILE_LINK,
}
PICTURE = {
    "not_a_picture": gettext_lazy("The file is not a PNG, JPEG or WebP picture, whatever its name says."),
    "heic": gettext_lazy(
        "The picture is HEIC, the format of iPhones, which browsers do not show. Open it in Photos and export or save it as JPEG; in the phone: Settings › Camera › Formats › Most Compatible."
    ),
    "broken": gettext_lazy("The picture is broken: open it in a picture editor and save it again."),
    "heavy": gettext_lazy("The picture takes too long to open: open it in a picture editor and save it anew."),
    "too_many_pixels": gettext_lazy(
        "The picture has too many pixels: 20 million at most. Make it smaller; 1200 pixels of width are enough."
    ),
}
SENTENCES = {"pdf": PDF, "picture": PICTURE}


def sentence(kind, reason, about=""):
    """about: what in the file it is, such as an address; control characters in it are not repeated."""
    about = "".join(letter for letter in about if letter.isprintable())[:100]
    return SENTENCES.get(kind, OFFICE)[reason] % {"kind": kind, "about": about or _("not named")}
