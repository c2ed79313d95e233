"""Links in texts that lead to grant calls, and what calls link to themselves."""

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, current_language
from oph_site.soft_hyphens import without_soft_hyphens
from pages.calls.places import call_url, nearest_grants_page
from pages.links.linkers import Linker, State
from pages.models import GrantCall, Link
from pages.text import richtext
from pages.text.link_targets import Address, Choice, LinkTarget, columns, fitting


def search(words, language):
    """The best first, without words the one that closes last first; each with what it is now."""
    now = timezone.now()
    calls = {call.pk: call for call in GrantCall.objects.exclude(state=GrantCall.State.WITHDRAWN)}
    return [
        Choice(call.pk, getattr(call, f"title_{language}") or str(call), str(note(call, now)))
        for call in (calls[pk] for pk in fitting("call", words, language, calls))
    ]


def note(call, now):
    return call.phase(now).label if call.is_public else call.get_state_display()


def public(ids):
    """Those that readers can open. A plain QuerySet: of a translated model columns() asks for one."""
    has_place = nearest_grants_page(current_language(), timezone.now()) is not None
    calls = QuerySet(GrantCall).filter(pk__in=ids, state=GrantCall.State.PUBLIC).exclude(slug=None)
    return columns(calls if has_place else calls.none(), "call", F("pk"), F("slug"))


def address(row, is_preview):
    return Address(call_url(row.text, current_language(), timezone.now()))


def at(language, path, slug):
    return GrantCall.objects.filter(slug=slug).values_list("pk", flat=True).first()


CALL = LinkTarget(
    GrantCall, _("Grant call"), search,
    {"pages:call": at, "call_by_identity": lambda language, pk: pk},
    public, address,
)  # fmt: skip


def calls_with(kind, pk):
    """The calls that link to something in their texts, offer it as a file or name it as their contact, as linkers."""
    calls = GrantCall.objects.exclude(state=GrantCall.State.WITHDRAWN).prefetch_related("attachments")
    return [linker for call in calls for linker in of_call(call, kind, pk)]


def of_call(call, kind, pk):
    """For each language with a link of its own; what has no language stands under the first."""
    beside = beside_the_texts(call, kind, pk)
    for language in LANGUAGES:
        texts = [getattr(call, f"{name}_{language}") for name in GrantCall.RICH_TEXTS]
        ways = [Link.Way.TEXT] if any((kind, pk) in richtext.linked(text) for text in texts) else []
        ways += beside if language == DEFAULT_LANGUAGE else []
        if ways:
            yield Linker(
                without_soft_hyphens(getattr(call, f"title_{language}") or str(call)), language, reverse("admin:pages_grantcall_change", args=[call.pk]),
                [way.label for way in ways], State.PUBLIC if call.is_public else State.DRAFT,
            )  # fmt: skip


def beside_the_texts(call, kind, pk):
    is_attached = kind == "file" and any(each.document_id == pk for each in call.attachments.all())
    is_contact = kind == "contactpoint" and call.contact_point_id == pk
    return [Link.Way.ATTACHMENT] * is_attached + [Link.Way.CONTACT] * is_contact
