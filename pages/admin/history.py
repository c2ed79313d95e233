"""The history of a page in the admin: the list, an edition as it was, two versions side by side, and restoring."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oph_site.admin_fields import mended
from oph_site.audit import log_of
from oph_site.form_problems import form_problems
from oph_site.languages import LANGUAGES
from oph_site.numbers import whole_number
from oph_site.wording import moment_in_words
from pages.editions import log_words
from pages.editions.hiding import hide, show_again
from pages.editions.history import compare, entries, restore
from pages.editions.publishing import freeze
from pages.frame import Frame
from pages.views import show

WORKING = "working"


def page_of(model_admin, request, pk):
    """The page, for those who may see it."""
    page = model_admin.get_object(request, pk)
    if page is None:
        raise Http404
    if not model_admin.has_view_permission(request, page):
        raise PermissionDenied
    return page


def history(model_admin, request, pk):
    page = page_of(model_admin, request, pk)
    context = model_admin.object_context(
        request,
        page,
        _("History: %(page)s") % {"page": page},
        languages=[(code, name, entries(page, code)) for code, name in LANGUAGES.items()],
        log=log_of(page)[:50],  # saves, moves, plans, restorations
        may_restore=model_admin.has_change_permission(request, page),
        may_hide=may_hide(model_admin, request, page),
    )
    return TemplateResponse(request, "admin/pages/page/history.html", context)


def as_it_was(model_admin, request, pk, edition):
    """An old edition in the look of the site, marked and not for search engines."""
    edition = get_object_or_404(page_of(model_admin, request, pk).editions, pk=edition)
    window = window_in_words(edition)  # in the language of the editor
    with translation.override(edition.language):
        place = edition.path.rpartition("/")[0]
        frame = Frame(
            place,
            edition=edition,
            crumb=edition.menu_title if edition.path else "",
            is_preview=True,
            preview_notice=window,
        )
        return show(request, edition, frame)


def comparison(model_admin, request, pk):
    """?old=<edition>&new=<edition or "working">: what differs, in words."""
    page = page_of(model_admin, request, pk)
    old = get_object_or_404(page.editions, pk=whole_number(request.GET.get("old")))
    if request.GET.get("new") == WORKING:
        new = freeze(page, old.language)
    else:
        new = get_object_or_404(page.editions, pk=whole_number(request.GET.get("new")), language=old.language)
    context = model_admin.object_context(
        request,
        page,
        _("What changed: %(page)s") % {"page": page},
        old=old,
        new=new,
        language=old.language,
        parts=compare(old, new),
    )
    return TemplateResponse(request, "admin/pages/page/comparison.html", context)


def restoration(model_admin, request, pk, edition):
    """POST alone: the working copy of one language becomes what the edition holds."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    page = page_of(model_admin, request, pk)
    edition = get_object_or_404(page.editions.select_related("page"), pk=edition)
    if not model_admin.has_change_permission(request, page):
        raise PermissionDenied
    restore(edition, by=request.user)
    rest = _("Nothing public has changed: look at it, then publish.")
    messages.success(request, f"{log_words.restored(edition)} {rest}")
    return HttpResponseRedirect(page.admin_url)


class HidingForm(forms.Form):
    note = mended(forms.CharField)(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("Kept in the history, for example: It named a person."),
        error_messages={"required": gettext_lazy("Enter the reason: colleagues read it in the history.")},
    )  # fmt: skip


def may_hide(model_admin, request, page):
    """The same people as those who withdraw."""
    return model_admin.may_publish(request) and model_admin.has_change_permission(request, page)


def hiding(model_admin, request, pk, edition):
    """Hides the version that begins with this edition from readers, with a reason, or shows it again."""
    page = page_of(model_admin, request, pk)
    editions = page.editions.filter(is_continuation=False).select_related("page", "hidden_by")
    edition = get_object_or_404(editions, pk=edition)
    if not may_hide(model_admin, request, page):
        raise PermissionDenied
    form, refusals = HidingForm(request.POST or None, label_suffix="", use_required_attribute=False), []
    if request.method == "POST":
        try:
            said = changed_past(edition, form, request)
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(reverse("admin:pages_page_history", args=[page.pk]))
    problems = form_problems(form, sentences=refusals)
    context = model_admin.object_context(
        request,
        page,
        _("Hide a version: %(page)s") % {"page": page},
        edition=edition,
        window=window_in_words(edition),
        form=form,
        problems=problems,
        problems_heading=_("Nothing was changed"),
    )
    return TemplateResponse(request, "admin/pages/page/hiding.html", context, status=422 if problems else 200)


def changed_past(edition, form, request):
    """Does what the pressed button asks; returns it in a sentence, None where the form has to be filled in better."""
    if "back" in request.POST:
        show_again(edition, by=request.user)
        return log_words.shown_again(edition)
    if not form.is_valid():
        return None
    hide(edition, by=request.user, note=form.cleaned_data["note"])
    return log_words.hidden(edition, form.cleaned_data["note"])


def window_in_words(edition):
    """When readers saw, see or will see the edition."""
    times = {"since": moment_in_words(edition.since), "until": moment_in_words(edition.until) if edition.until else ""}
    if edition.is_planned_at(timezone.now()):
        return _("This version is scheduled: it will be published on %(since)s.") % times
    if edition.until is None:
        return _("This version has been public since %(since)s.") % times
    return _("This version is public from %(since)s until %(until)s.") % times
