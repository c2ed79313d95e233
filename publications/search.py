"""What the search finds of publications: the record in each language of the site, the versions in other languages, their files;
and the series that have public issues."""

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oph_site.languages import LANGUAGES
from oph_site.search.models import Scope
from oph_site.search.sources import Entry, Place, Source
from pages.models import Record
from publications.light_list import light_list
from publications.models import Publication, Series, Topic, in_order, shown_version
from publications.versions import versions_by_publication


def things():
    return Publication.objects.values_list("pk", flat=True)


def entries(scope, ids):
    is_public = Q(state=Record.State.PUBLIC)
    rows = Publication.objects.filter(is_public if scope == Scope.PUBLIC else ~is_public)
    for publication in rows.filter(pk__in=ids).with_versions().prefetch_related("topics"):
        versions = {version.language: version for version in in_order(publication.versions.all())}
        languages = [code for code in LANGUAGES if code in versions or getattr(publication, f"summary_{code}")]
        for code in dict.fromkeys([*languages, *versions]) if versions else []:
            yield entry(publication, code, versions, len(languages) == 1)


def entry(publication, language, versions, is_only_language):
    """The numbers of all versions stand in each: whoever types an ISBN means the publication."""
    version = versions.get(language)
    about = [getattr(publication, f"corporate_author_{language}", "")]
    about += [getattr(topic, f"title_{language}", "") for topic in publication.topics.all()]
    for each in versions.values():
        about += [each.place_in_series, each.isbn_print, each.isbn_pdf, each.year]
        about += [each.series.issn_print, each.series.issn_online] if each.series else []
    with translation.override(language if language in LANGUAGES else None):
        about.append(publication.get_type_display())
    shown = version or shown_version(versions.values(), language)
    return Entry(
        thing=publication.pk,
        language=language,
        title=shown.full_title,
        summary=getattr(publication, f"summary_{language}", "") or "",
        about=" · ".join(str(each) for each in dict.fromkeys(about) if each),
        file=version.document_id if version else None,
        year=shown.year,
        is_only_language=is_only_language,
    )


def places(things, language, now):
    """The page of a publication exists in every language of the site; its title is the one that stands there. One query at most."""
    versions = versions_by_publication(things)
    return {
        pk: place(own, shown_version(own, language)) for pk, own in versions.items() if own[0].publication.is_public
    }


def place(versions, shown):
    status = shown.publication.status
    return Place(
        url=shown.publication.get_absolute_url(),
        title=shown.full_title,
        language=shown.language,
        note=" · ".join(filter(None, [str(shown.year or ""), shown.place_in_series, status and str(status.label)])),
        files={version.document_id: version.document for version in versions if version.document},
    )


def of_series(series):
    return Publication.objects.filter(versions__series=series).values_list("pk", flat=True).distinct()


def of_topic(topic):
    return topic.publication_set.values_list("pk", flat=True)


PUBLICATION = Source(
    _("Publication"), Publication, things, entries, places, named_in={Series: of_series, Topic: of_topic}
)


def all_series():
    return Series.objects.values_list("pk", flat=True)


def entries_of_series(scope, ids):
    """The title of a series is the same in every language of the site; only the word for what it is differs."""
    for series in Series.objects.filter(pk__in=ids) if scope == Scope.PUBLIC else []:
        for language in LANGUAGES:
            with translation.override(language):
                about = [gettext("Publication series"), series.issn_print, series.issn_online]
            about = " · ".join(filter(None, about))
            yield Entry(thing=series.pk, language=language, title=series.title, about=about)


def live_series(things, now):
    """Those with public issues."""
    return {(pk, language, "") for pk in set(things) & light_list().series for language in LANGUAGES}


def places_of_series(things, language, now):
    rows = Series.objects.filter(pk__in=set(things) & light_list().series)
    return {
        series.pk: Place(
            url=series.get_absolute_url(),
            title=series.title,
            language=language,
            note=" · ".join(f"ISSN {issn}" for issn in (series.issn_print, series.issn_online) if issn),
        )
        for series in rows
    }


SERIES = Source(_("Publication series"), Series, all_series, entries_of_series, places_of_series, live_series)
