"""What the library of pictures asks of pages (oph_site/files/uses.py)."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.files.uses import Switch, Use
from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE, LANGUAGES
from pages.editions.publishing import publish as publish_page
from pages.editions.publishing import take_turns
from pages.editions.status import with_states
from pages.models import Edition, Page


def uses(picture):
    pages = Page.objects.filter(Q(picture=picture) | Q(editions__picture=picture)).distinct().order_by("pk")
    editions = list(Edition.objects.filter(picture=picture).defer("content"))
    return [use(page, page.picture_id == picture.pk, [e for e in editions if e.page_id == page.pk]) for page in pages]


def use(page, is_in_working_copy, editions):
    now = timezone.now()
    planned = [e for e in editions if e.is_planned_at(now)]
    live = [e for e in editions if e.is_live_at(now)]
    over = [e for e in editions if e not in planned and e not in live]
    states = [_("working copy")] if is_in_working_copy else []
    for sentence, found in [
        (_("public %(in_language)s"), live),
        (_("scheduled %(in_language)s"), planned),
        (_("earlier version %(in_language)s"), over),
    ]:
        languages = dict.fromkeys(edition.language for edition in found)
        states += [sentence % {"in_language": IN_LANGUAGE[language]} for language in sorted(languages, reverse=True)]
    return Use(
        title=str(page),
        url=page.admin_url,
        language=next((language for language in LANGUAGES if page.text("title", language)), DEFAULT_LANGUAGE),
        states=states,
        is_current=is_in_working_copy or bool(live or planned),
    )


def used_now():
    current = Edition.objects.overlapping(timezone.now(), None)
    return [rows.exclude(picture=None).values("picture") for rows in (Page.objects.all(), current)]


def used_ever():
    return [*used_now(), Edition.objects.exclude(picture=None).values("picture")]


def may_switch(user):
    return user.has_perm("pages.change_page")


def may_publish(user):
    return user.has_perm("pages.publish_page")


def switch(old, new, *, by, publish):
    """Part of files.replacing.replace_picture(), in its transaction. A translation that is outdated stays so."""
    take_turns()
    pages = with_states(Page.objects.filter(picture=old).order_by("pk"))
    public = [(page, state) for page in pages for state in page.states if state.live]
    for page in pages:
        page.picture = new
        page.save(update_fields=["picture", "changed_at"])
    return [switched(page, state, new, by=by, publish=publish and not state.changes) for page, state in public]


def switched(page, state, new, *, by, publish):
    why = ""
    if publish:
        note = _("New picture: %(name)s") % {"name": new.name}
        try:
            publish_page(page, state.language, by=by, note=note, is_translation_checked=False)
        except (
            ValidationError
        ) as refusal:  # a check or a parent: the working copy has the picture, and the person reads why
            publish, why = False, " ".join(refusal.messages)
    return Switch(str(page), str(state.in_language), publish, why)
