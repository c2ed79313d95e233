from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oph_site.languages import LANGUAGES, asked_language, current_language, word
from oph_site.lifetimes import make_cacheable
from oph_site.soft_hyphens import without_soft_hyphens
from pages.drawings import drawing
from pages.editions.past_in_brief import past_in_brief
from pages.editions.preview import read_token
from pages.editions.publishing import freeze
from pages.frame import Frame, render_public
from pages.kinds import appropriations, extras
from pages.models import Edition, Page
from pages.public_tree import epoch
from pages.text import richtext


@require_safe
def page(request, path=""):
    """The live edition at this address; an old address leads to where its page lives now."""
    now, language = timezone.now(), current_language()
    edition = Edition.objects.live(now).filter(language=language, path=path).first()
    if edition is None:
        return moved(path, language, now)
    frame = Frame(path, edition=edition, past=past_in_brief(edition, now), now=now, changes_at=[epoch(now)[1]])
    return show(request, edition, frame)


def show(request, edition, frame):
    body = richtext.show(edition.content["body"], frame.link_addresses, edition.former_anchors)
    contents = richtext.contents(edition.content["body"])
    context = {
        "edition": edition,
        "content": edition.content,
        "body": body,
        "contents": contents if len(contents) > 3 else [],
        "drawing": drawing(edition, frame.children),
    }
    context |= extras(request, edition, frame)
    with translation.override(frame.text_language):  # around the page in Swedish the frame is Swedish too
        response = render_public(request, f"pages/{edition.kind}.html", context, frame=frame)
    response["Content-Language"] = frame.text_language
    return response


def moved(path, language, now):
    """301 to the page that once had this address or lies below one that had; 404 where there never was one."""
    return redirect(today_at(path, language, now), permanent=True)


def today_at(path, language, now):
    """The live edition of the page that had this address last. Raises Http404 where there is none."""
    old = Edition.objects.filter(language=language, path=path, since__lte=now).order_by("-since").first()
    live = old and Edition.objects.live(now).filter(page=old.page_id, language=language).first()
    if live is None:
        raise Http404
    return live


@require_safe
def page_by_identity(request, pk):
    """/~/page/<pk>/?lang= : a link that survives every change of address."""
    live = {e.language: e for e in Edition.objects.live(timezone.now()).filter(page=pk)}
    for language in [asked_language(request), *LANGUAGES]:
        if language in live:
            return HttpResponseRedirect(live[language].get_absolute_url())
    raise Http404


@require_safe
def appropriations_csv(request):
    """All the years, in the form that the spreadsheets of the language open by themselves."""
    rows = appropriations.public()
    if not rows:
        raise Http404
    response = HttpResponse(appropriations.csv_file(rows), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{word("appropriations")}.csv"'
    return make_cacheable(response)


@require_safe
def preview(request, token):
    """The working copy as it would be published, for whoever has the link, until it expires."""
    pk, language = read_token(token)
    page = get_object_or_404(Page, pk=pk)
    with translation.override(language):
        edition = freeze(page, language)
        place, title = edition.path.rpartition("/")[0], without_soft_hyphens(edition.menu_title)
        frame = Frame(
            place,
            edition=edition,
            crumb=title if edition.path else "",
            is_preview=True,
            preview_notice=_("This is a draft. Only those who have its link see it."),
        )
        response = show(request, edition, frame)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
