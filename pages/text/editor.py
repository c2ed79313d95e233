"""The text editor of the admin: what it offers, and its words. What may be stored is decided by richtext.clean()."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# The names of its buttons, as the package calls them.
BUTTONS = {
    "heading2": _("Heading, level 2"),
    "heading3": _("Heading, level 3"),
    "heading4": _("Heading, level 4"),
    "paragraph": _("Paragraph"),
    "blockquote": _("Quotation"),
    "bulletList": _("Bulleted list"),
    "orderedList": _("Numbered list"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "lang": _("Language of the passage"),
    "link": _("Link"),
    "unlink": _("Remove the link"),
    "table": _("Table"),
    "table:caption": _("Table caption"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:mergeCells": _("Merge the cells"),
    "table:splitCell": _("Split the cell"),
    "table:toggleHeaderCell": _("Heading cell or not"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
}
DIALOGS = {
    "toolbar": _("Formatting"),
    "ok": _("Done"),
    "cancel": _("Cancel"),
    "leads": _("What the link leads to"),
    "elsewhere": _("Another address"),
    "search": _("Words of the title or the text"),
    "results": _("Choose one"),
    "found": _("Found:"),
    "more": _("The first are shown: add a word to find fewer."),
    "nothing": _("Nothing was found. Try other words."),
    "choose": _("Choose one of what was found, or cancel."),
    "failed": _("The search did not answer. Save your text, and sign in again if you are asked to."),
    "unjudged": _("The address could not be checked. Save your text, and sign in again if you are asked to."),
    "address": _("Address, for example: https://www.oecd.org/ or grants@example.org"),
    "caption": _("What the table shows, for example: Grants by year"),
    "language": _("Language of the selected words"),
    "same": _("– that of the page –"),
}
PASSAGE_LANGUAGES = {
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
    "se": _("Northern Sámi"),
    "de": _("German"),
    "fr": _("French"),
    "es": _("Spanish"),
    "et": _("Estonian"),
    "ru": _("Russian"),
    "uk": _("Ukrainian"),
}

# "Link" is made in static/js/admin/link.js, "Paste" in paste.js, "Table", "Lang" and "Site" in richtext.js beside them. No
# "protocols" for links: the editor knows the usual ones, and naming them again for the second editor of a form writes warnings into the console.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Lang": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Heading": {"levels": [2, 3, 4]},
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "Paste": True,
    "NoSpellCheck": False,  # each text has its `lang`: the browser checks it in the right language
    "Menu": {"groups": [{"group": group} for group in ["nodes -lists", "lists", "marks", "link", "table", "history"]]},
    "Site": {
        "buttons": BUTTONS,
        "words": DIALOGS,
        "languages": PASSAGE_LANGUAGES,
        "links": {"url": reverse_lazy("admin:pages_page_links")},
    },
}


def with_link_kinds(config, kinds):
    """The configuration of an editor that offers links to these kinds: {kind: its name}. The form gives them, not the
    field: apps add kinds when they are ready, and a model's field must not change after that.
    """
    site = EXTENSIONS["Site"]
    site = site | {"links": site["links"] | {"kinds": kinds}}
    return config | {"extensions": config["extensions"] | {"Site": site}}
