"""What readers wrote, to be read and answered. A message changes by acts, each with an address of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback import acts
from feedback.about import about
from feedback.models import ANSWER_LENGTH, Feedback
from oph_site.audit import record_reading
from oph_site.form_problems import form_problems
from oph_site.model_admin import ReadOnlyAdmin
from oph_site.public_forms.fields import Paragraphs
from oph_site.public_forms.plain_form import PlainForm


class AnswerForm(PlainForm):
    text = Paragraphs(
        label=gettext_lazy("Your answer"), length=ANSWER_LENGTH, rows=6, missing=gettext_lazy("Write the answer first"),
        help_text=gettext_lazy("Goes to the reader by e-mail, which greets and is signed by itself. The feedback is then handled."),
    )  # fmt: skip


@dataclass(frozen=True)
class Act:
    """name: the last word of its address. done: what is reported afterwards. has_text: whether there is something to write."""

    name: str
    function: Callable
    button: str
    done: str
    has_text: bool = False


CLEAR = Act("clear", acts.clear_suspicion, gettext_lazy("This feedback is genuine"), gettext_lazy("The feedback waits to be handled. If an answer was asked for, the receipt is on its way."))  # fmt: skip
ANSWER = Act("answer", acts.answer, gettext_lazy("Send the answer"), gettext_lazy("The answer is on its way to the reader."), has_text=True)  # fmt: skip
HANDLED = Act("handled", acts.mark_handled, gettext_lazy("Mark as handled"), gettext_lazy("The feedback has been handled. Nobody was written to."))  # fmt: skip
ACTS = [CLEAR, ANSWER, HANDLED]


def possible(feedback):
    """The acts that can be done now."""
    if feedback.handled_at:
        return []
    if feedback.is_suspected:
        return [CLEAR, HANDLED]
    return [ANSWER, HANDLED] if feedback.wants_answer else [HANDLED]


class StateFilter(admin.SimpleListFilter):
    """What is handled or looks like spam stays out of the list unless somebody asks for it."""

    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("handled", _("Handled")), ("suspected", _("Suspected spam")), ("all", _("All"))]

    def choices(self, changelist):
        for value, words in [(None, _("Not handled yet")), *self.lookup_choices]:
            query = changelist.get_query_string({self.parameter_name: value} if value else {}, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": words}

    def queryset(self, request, queryset):
        found = {"handled": queryset.exclude(handled_at=None), "suspected": queryset.suspected(), "all": queryset}
        return found.get(self.value(), queryset.waiting())


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin):
    list_display = ["reference", "subject", "beginning", "page", "received_at", "answer_by", "handled_at", "handled_by"]
    list_filter = [StateFilter, "subject", "language"]
    list_select_related = ["handled_by", "document"]
    search_fields = ["message", "page"]
    list_media = Media(css={"all": ["css/admin-visits.css"]})

    def has_change_permission(self, request, obj=None):
        """To the list and the acts; a message itself is only read."""
        return obj is None and admin.ModelAdmin.has_change_permission(self, request)

    @admin.display(description=gettext_lazy("reference"), ordering="pk")
    def reference(self, feedback):
        return feedback.reference

    @admin.display(description=gettext_lazy("message"))
    def beginning(self, feedback):
        """Enough to know it again in the list; of a request for a version, which file it is about."""
        if feedback.document:
            return _("Accessible version of %(file)s") % {"file": feedback.document}
        return feedback.message if len(feedback.message) <= 80 else f"{feedback.message[:80].rstrip()} …"

    def get_urls(self):
        views = [
            path(f"<int:pk>/{act.name}/", self.admin_site.admin_view(partial(self.act_view, act=act)), name=f"feedback_feedback_{act.name}")
            for act in ACTS
        ]  # fmt: skip
        return views + super().get_urls()

    def found(self, request, pk):
        """The message, for those who may see feedback at all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        feedback = self.get_object(request, pk)
        if feedback is None:
            raise Http404
        return feedback

    def change_view(self, request, object_id, form_url="", extra_context=None):
        feedback = self.found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        record_reading(feedback, by=request.user)
        return self.show(request, feedback)

    def act_view(self, request, pk, *, act):
        if not self.has_change_permission(request):
            raise PermissionDenied
        feedback = self.found(request, str(pk))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = AnswerForm(request.POST) if act.has_text else None
        if form and not form.is_valid():
            return self.show(request, feedback, form=form, status=422)
        try:
            act.function(feedback, *(form.cleaned_data.values() if form else []), by=request.user)
        except acts.NotAllowed as refusal:
            return self.show(request, feedback, form=form, refusal=str(refusal), status=409)
        messages.success(request, str(act.done))  # now: the middleware that stores it knows no language
        return redirect("admin:feedback_feedback_change", feedback.pk)

    def show(self, request, feedback, *, form=None, refusal="", status=200):
        """The page with the acts that are possible now; an answer that was refused keeps what was written."""
        is_allowed = self.has_change_permission(request)
        offered = possible(feedback) if is_allowed else []
        context = self.object_context(
            request, feedback, _("Feedback %(reference)s") % {"reference": feedback.reference},
            acts=[act for act in offered if not act.has_text], media=self.list_media, about=about(feedback.page),
            answer=ANSWER if ANSWER in offered or form else None, form=form or AnswerForm(),
            is_late=bool(feedback.answer_by and not feedback.handled_at and feedback.answer_by < timezone.localdate()),
            problems=[("", "", refusal)] if refusal else form_problems(form), problems_heading=_("This was not done"),
        )  # fmt: skip
        return TemplateResponse(request, "admin/feedback/feedback/change_form.html", context, status=status)
