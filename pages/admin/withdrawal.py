"""Taking one language of a page off the site: the question first, with the pages that link to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from oph_site.form_problems import form_problems
from oph_site.languages import IN_LANGUAGE
from pages.editions import log_words
from pages.editions.planning import plans
from pages.editions.publishing import withdraw
from pages.editions.windows import below
from pages.links.linkers import linkers
from pages.models import Edition


def withdrawal(model_admin, request, pk, language):
    page = model_admin.get_object(request, pk)
    if page is None or language not in IN_LANGUAGE:
        raise Http404
    if not (model_admin.may_publish(request) and model_admin.has_change_permission(request, page)):
        raise PermissionDenied
    refusals = []
    if request.method == "POST":
        try:
            withdraw(page, language, by=request.user)
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, log_words.withdrawn(language))
            return HttpResponseRedirect(page.admin_url)
    context = model_admin.object_context(
        request,
        page,
        _("Unpublish %(in_language)s: %(page)s") % {"in_language": IN_LANGUAGE[language], "page": page},
        language=language,
        edition=Edition.objects.live(timezone.now()).filter(page=page, language=language).first(),
        below=below(page, language, timezone.now()),
        linkers=linkers("page", page.pk),
        plans=plans(page, language),
        problems=form_problems(sentences=refusals),
        problems_heading=_("The page was not unpublished"),
    )
    return TemplateResponse(request, "admin/pages/page/withdraw.html", context, status=422 if refusals else 200)
