"""The library of pictures in the admin: which are in use, choosing one for a page, replacing one everywhere."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oph_site.files.forms import PictureUploadForm
from oph_site.files.models import Picture
from oph_site.files.replacing import replace_picture
from oph_site.files.signatures import signed_url
from oph_site.files.uses import among, may_publish, may_switch, uses
from oph_site.form_problems import form_problems
from oph_site.numbers import whole_number

CHOICES_SHOWN = 60


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [
            ("now", _("in use")),
            ("earlier", _("only in earlier versions")),
            ("never", _("never used")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "now":
                return queryset.filter(among("used_now"))
            case "earlier":
                return queryset.filter(among("used_ever")).exclude(among("used_now"))
            case "never":
                return queryset.exclude(among("used_ever"))
        return queryset


def choices(model_admin, request):
    """For the chooser of a form: one by its id, or the newest in whose name or credit all the words stand, without
    those that have been replaced."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = Picture.objects.order_by("-created_at", "-pk")
    if pk := request.GET.get("id"):
        return JsonResponse({"pictures": [choice(picture) for picture in found.filter(pk=whole_number(pk))]})
    found = found.filter(replaced_by=None)
    for word in request.GET.get("q", "")[:200].split():
        found = found.filter(Q(name__icontains=word) | Q(credit__icontains=word))
    rows = list(found[: CHOICES_SHOWN + 1])
    told = (
        _("Only the %(number)s newest are shown: search for others.") % {"number": CHOICES_SHOWN}
        if len(rows) > CHOICES_SHOWN
        else ngettext("%(number)s picture", "%(number)s pictures", len(rows)) % {"number": len(rows)}
    )
    return JsonResponse({"pictures": [choice(picture) for picture in rows[:CHOICES_SHOWN]], "told": told})


def choice(picture):
    return {
        "id": str(picture.pk),
        "name": picture.name,
        "credit": picture.credit,
        "src": signed_url(picture.url(picture.widths[0])),
        "width": picture.width,
        "height": picture.height,
    }


def replacement(model_admin, request, pk):
    """Asks for the new picture and tells where it will stand; publishes with it where the person may and wants to."""
    old = model_admin.get_object(request, str(pk))
    if old is None:
        raise Http404
    if not (model_admin.has_add_permission(request) and may_switch(request.user)):
        raise PermissionDenied
    initial = {"name": old.name, "credit": old.credit}
    form = PictureUploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        publish = "_publish" in request.POST and may_publish(request.user)
        try:
            switches = replace_picture(old, form.instance, by=request.user, publish=publish)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            tell(request, form.instance, switches)
            warn_of_animation(request, form.reading)
            return HttpResponseRedirect(reverse("admin:files_picture_change", args=[form.instance.pk]))
    context = model_admin.object_context(
        request,
        old,
        _("Replace the picture: %(picture)s") % {"picture": old.name},
        image=model_admin.preview(old),
        form=form,
        problems=form_problems(form),
        problems_heading=_("Nothing has been replaced"),
        uses=[use for use in uses(old) if use.is_current],
        may_publish=may_publish(request.user),
    )
    return TemplateResponse(request, "admin/files/picture/replace.html", context, status=422 if form.errors else 200)


def tell(request, new, switches):
    published = [switch for switch in switches if switch.is_published]
    waiting = [switch for switch in switches if not switch.is_published]
    said = _("Replaced: %(name)s.") % {"name": new.name}
    if published:
        said += " " + ngettext(
            "%(number)s text was published with the new picture.",
            "%(number)s texts were published with the new picture.",
            len(published),
        ) % {"number": len(published)}
    messages.success(request, said + " " + _("Check that the descriptions on the pages fit the new picture."))
    for switch in waiting:
        sentence = _("Not public yet with the new picture: “%(title)s” %(in_language)s.")
        messages.warning(
            request, f"{sentence % {'title': switch.title, 'in_language': switch.in_language}} {switch.why}".strip()
        )


def warn_of_animation(request, reading):
    if reading.is_animated:
        messages.warning(
            request,
            _("The picture was an animation: only its first picture is kept. Link to a video to show movement."),
        )
