"""What editors call the parts of an edition that publishing.differences() names."""

from django.utils.translation import gettext_lazy

from pages.models import Attachment, Block, Door, Fact, Figure, Page

# Where that is not the name of a field of the page.
NAMES = {
    "path": gettext_lazy("address"),
    "order": gettext_lazy("order"),
    "related": Page._meta.get_field("related_pages").verbose_name,
    **{
        key: model._meta.verbose_name_plural
        for key, model in [
            ("facts", Fact),
            ("attachments", Attachment),
            ("doors", Door),
            ("figures", Figure),
            ("blocks", Block),
        ]
    },
}


def part_name(key):
    return str(NAMES.get(key) or Page._meta.get_field(key).verbose_name)
