from datetime import date
from types import SimpleNamespace

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.model_admin import SiteModelAdmin
from visits import places
from visits.countries import country_name
from visits.models import EnquiryDates, MessageText, Theme


@admin.register(MessageText)
class MessageTextAdmin(SiteModelAdmin):
    """The texts that messages begin with or that the site sends by itself, and how they read in both languages."""

    list_display = ["name", "use", "position", "preview_link"]
    list_filter = ["use"]
    search_fields = ["name", "text_fi", "text_en"]
    readonly_fields = ["places_in_words"]
    fields = ["use", "name", "places_in_words", "text", "position"]

    @admin.display(description=_("places"))
    def places_in_words(self, text):
        """Both words of every place."""
        return ", ".join(f"[{finnish}] / [{english}]" for finnish, english in places.PLACES)

    @admin.display(description=_("preview"))
    def preview_link(self, text):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:visits_messagetext_preview", args=[text.pk]), _("Preview")
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview)
        return [path("<int:pk>/preview/", view, name="visits_messagetext_preview"), *super().get_urls()]

    def preview(self, request, pk):
        """As it reads in both languages, filled from a made-up enquiry."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = get_object_or_404(MessageText, pk=pk)
        shown = [(code, name, filled_sample(getattr(text, f"text_{code}"), code)) for code, name in LANGUAGES.items()]
        context = self.object_context(request, text, _("Preview"), shown=shown)
        return TemplateResponse(request, "admin/visits/messagetext/preview.html", context)


def filled_sample(text, language):
    with translation.override(language):
        return places.fill(text, sample(language))


def sample(language):
    """An enquiry that nobody sent: a preview opens nobody's data."""
    dates = [EnquiryDates(first_on=date(2027, 4, 12), last_on=date(2027, 4, 13))]
    themes = [theme.name for theme in Theme.objects.filter(is_offered=True)[:2]]
    return SimpleNamespace(
        reference="V-2027-0042", contact_name=gettext("Head of training"), organisation="Tartu School Association",
        country_name=country_name("EE"), group_size=14, dates=SimpleNamespace(all=lambda: dates), theme_names=themes,
        answer_by=date(2027, 2, 1), offer_until=date(2027, 3, 1), language=language,
    )  # fmt: skip
