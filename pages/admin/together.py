"""Two people at one form: a save never overwrites what somebody else changed since the form was opened."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oph_site.audit import log_of
from pages.editions.history import pieces
from pages.merging import AS_LOADED, Field, Rows, as_loaded, is_watched, merge

LOST_FILES = "lost_files"
OWN_FIELDS = {AS_LOADED, LOST_FILES, "csrfmiddlewaretoken"}


class TogetherAdmin:
    """The form carries digests of what it was loaded with; see pages.merging. Without them nothing is compared."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None or AS_LOADED not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            stored = self.locked(request, unquote(object_id))
            if stored is not None and self.has_change_permission(request, stored):
                request.POST = self.sent(request)  # the stock view reads it, with what is taken over below
                taken, conflicts = merge(self.stored_fields(request, stored), request.POST)
                if conflicts:
                    return self.ask_which(request, stored, conflicts)
                if taken:
                    # Once more: what was taken over may give the form other fields.
                    merge(self.stored_fields(request, stored), request.POST)
                    names = ", ".join(taken)
                    messages.info(
                        request, _("Taken over, since somebody else changed it: %(names)s.") % {"names": names}
                    )
            return super().changeform_view(request, object_id, form_url, extra_context)

    def locked(self, request, pk):
        """The stored object, which nobody else changes until this request is over; None when there is none.

        no_key: whoever adds a link to it meanwhile locks its key, and is not waited for in a circle.
        """
        found = self.get_object(request, pk)
        rows = self.model._default_manager.select_for_update(of=("self",), no_key=True)
        return found and rows.filter(pk=found.pk).first()

    def sent(self, request):
        """A copy of what was sent that can be changed, with the names of files: a file is a change too."""
        data = request.POST.copy()
        for name, file in request.FILES.items():
            data.appendlist(name, file.name)
        if files := data.get(LOST_FILES):
            messages.warning(request, _("Choose the file again, it was not saved: %(files)s.") % {"files": files})
        return data

    def stored_fields(self, request, stored):
        form = self.get_form(request, stored, change=True)(instance=stored)
        return [*self.watched_fields(form), *self.stored_rows(request, stored)]

    def watched_fields(self, form):
        own = {field.name for field in self.opts.get_fields()}
        return [Field(form[name]) for name in form.fields if name in own and is_watched(form[name])]

    def stored_rows(self, request, stored):
        for formset, inline in self.get_formsets_with_inlines(request, stored):
            rows = formset(instance=stored, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request))
            yield Rows(rows, str(capfirst(inline.verbose_name_plural)))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.has_change_permission(request, obj):
            context["as_loaded"] = as_loaded(self.loaded_fields(request, context, obj))
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def loaded_fields(self, request, context, obj):
        """What the page shows as stored, from one reading."""
        form = context["adminform"].form
        if form.is_bound:
            return self.stored_fields(request, self.as_stored(request, form, obj))
        rows = [Rows(inline.formset, "") for inline in context["inline_admin_formsets"]]
        return [*self.watched_fields(form), *rows]

    def as_stored(self, request, form, obj):
        """`obj` as the database has it: a form that was sent has changed it."""
        return self.get_object(request, str(obj.pk)) if form.is_bound else obj

    def ask_which(self, request, stored, conflicts):
        """Both texts of what two people changed; everything else that was typed waits in hidden fields, but for files:
        no page can hold them, so their names are told before and after."""
        asked = {f"choice-{conflict.field.key}" for conflict in conflicts}
        context = self.object_context(
            request,
            stored,
            _("Changed meanwhile: %(page)s") % {"page": stored},
            last=log_of(stored).first(),
            conflicts=[(conflict, pieces(conflict.theirs, conflict.mine)) for conflict in conflicts],
            as_loaded=as_loaded(self.stored_fields(request, stored)),
            files=", ".join(file.name for file in request.FILES.values()) or request.POST.get(LOST_FILES, ""),
            typed=[
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in OWN_FIELDS | asked
            ],
        )
        return TemplateResponse(request, "admin/conflict.html", context, status=409)
