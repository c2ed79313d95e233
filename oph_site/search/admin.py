from django.contrib import admin
from django.db.models.functions import Lower
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from oph_site.model_admin import SiteModelAdmin
from oph_site.search.forms import TermForm
from oph_site.search.models import Term
from oph_site.search.wanted import in_words, remedy_url, wanted

MOST_SHOWN = 20


@admin.register(Term)
class TermAdmin(SiteModelAdmin):
    """The term list, below what people searched for in vain."""

    form = TermForm
    list_display = ["in_finnish", "in_english", "in_swedish"]
    list_display_links = ["in_finnish", "in_english"]
    search_fields = Term.LANGUAGES
    ordering = [Lower("fi"), Lower("en")]  # capital letters do not stand first

    def changelist_view(self, request, extra_context=None):
        found = wanted() if self.has_add_permission(request) else []
        rows = [row | {"words": in_words(row), "url": remedy_url(row)} for row in found[:MOST_SHOWN]]
        more = {"wanted": rows, "not_shown": len(found[MOST_SHOWN:])}
        return super().changelist_view(request, more | (extra_context or {}))

    @admin.display(description=_("in Finnish"), ordering=Lower("fi"))
    def in_finnish(self, term):
        return in_language("fi", term.fi)

    @admin.display(description=_("in English"), ordering=Lower("en"))
    def in_english(self, term):
        return in_language("en", term.en)

    @admin.display(description=_("in Swedish"), ordering=Lower("sv"))
    def in_swedish(self, term):
        return in_language("sv", term.sv)


def in_language(language, words):
    return format_html('<span lang="{}">{}</span>', language, words) if words else "–"
