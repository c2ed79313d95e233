"""The Publish buttons of the editor's form, and the one message after it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from oph_site.languages import DEFAULT_LANGUAGE, IN_LANGUAGE, LANGUAGES
from oph_site.wording import moment_in_words
from pages.editions.publishing import publish
from pages.editions.status import in_languages, states

SOURCE_FIRST = sorted(LANGUAGES, key=lambda language: language != DEFAULT_LANGUAGE)


def languages_to_publish(request):
    """What the pressed button publishes; the source language first, so that translations are checked against it."""
    return [language for language in SOURCE_FIRST if {"_publish", f"_publish_{language}"} & request.POST.keys()]


def publish_pressed(request, form):
    """Publish what was asked for; of several languages only those that differ from what is public."""
    page, asked, published = form.instance, form.publish_in, []
    if len(asked) > 1:
        asked = [
            state.language
            for state in states(page)
            if state.live is None or state.changes or form.cleaned_data[f"change_note_{state.language}"]
        ]
    for language in sorted(asked, key=SOURCE_FIRST.index):
        try:
            notes = {
                "note": form.cleaned_data["publish_note"],
                "change_note": form.cleaned_data[f"change_note_{language}"],
            }
            publish(page, language, by=request.user, **notes)
        except ValidationError as refusal:  # somebody else took the address a moment ago: saved, not public
            messages.error(request, " ".join(refusal.messages))
        else:
            published.append(language)
    return published


def plan_stays(plan):
    """What publishing now means for what is planned: a version that waits was frozen before."""
    if plan.is_withdrawal:
        sentence = _("The unpublishing scheduled for %(moment)s stays.")
    else:
        sentence = _(
            "The version scheduled for %(moment)s stays as it was, without this change: schedule it again if it needs the change."
        )
    return sentence % {"moment": moment_in_words(plan.at)}


def outdated_now(language):
    """What the editor of the source may not know: readers of this language have an older text."""
    words = {"in_language": IN_LANGUAGE[language]}
    return _("The translation %(in_language)s is outdated now: the source text has changed since.") % words


def saved_message(page, published):
    """What was done and what is public now, with a link to the form and to each language that readers see."""
    found = states(page)
    own = format_html('<a href="{}">{}</a>', page.admin_url, page)
    done = _("Saved and published {languages}: {page}.") if published else _("Saved: {page}.")
    rest = [state.sentence for state in found if state.language not in published]
    rest += [plan_stays(state.plans[0]) for state in found if state.language in published and state.plans]
    outdated = [
        format_html(
            '<strong>{}</strong> <a href="{}">{}</a>',
            outdated_now(state.language),
            reverse("admin:pages_page_translation", args=[page.pk, state.language]),
            _("See what changed in the source"),
        )
        for state in found
        if state.is_outdated and state.language not in published
    ]
    links = [
        format_html(
            '<a href="{}">{}</a>',
            state.live.get_absolute_url(),
            _("View on site %(in_language)s") % {"in_language": state.in_language},
        )
        for state in found
        if state.live
    ]
    return format_html_join(
        " ", "{}", [(format_html(done, languages=in_languages(published), page=own),), *zip([*rest, *outdated, *links])]
    )
