from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.admin_fields import AddressLine
from oph_site.languages import LANGUAGES
from pages.admin.language_switch import LanguageSwitchAdmin
from pages.models import Notice


@admin.register(Notice)
class NoticeAdmin(LanguageSwitchAdmin):
    actions = None
    list_display = ["__str__", "level", "shown", "languages", "starts_at", "ends_at"]
    list_filter = ["level"]
    search_fields = [f"text_{language}" for language in LANGUAGES]
    fields = ["level", "starts_at", "ends_at", "text", "link_url", "link_text"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name.startswith("link_url_"):
            kwargs["form_class"] = AddressLine
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, help_texts={"starts_at": ""}, **kwargs)  # the example of all moments

    @admin.display(description=gettext_lazy("shown"))
    def shown(self, notice):
        now = timezone.now()
        if notice.ends_at <= now:
            return _("past")
        return _("now") if notice.starts_at <= now else _("later")

    @admin.display(description=gettext_lazy("languages"))
    def languages(self, notice):
        return ", ".join(LANGUAGES[language] for language, text in notice.texts.items() if text)
