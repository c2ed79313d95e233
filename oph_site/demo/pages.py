"""The tree of pages: made as working copies, then published through the same act as the editors use."""

import re

from django.core.files import File
from django.urls import reverse
from django.utils import timezone, translation

from oph_site.demo import texts
from oph_site.files.documents import add_document
from oph_site.files.pictures import add_picture
from oph_site.languages import DEFAULT_LANGUAGE, LANGUAGES, word
from pages.editions.publishing import publish
from pages.editions.working_copy import follow_working_copy
from pages.landing_pages import make_landing_pages
from pages.models import Attachment, Block, Door, Fact, Figure, Page
from publications.models import Publication

TEXT_FIELDS = ["title", "menu_title", "slug", "lead", "description", "picture_alt", "link_url", "link_text"]
HOME_PARTS = {"doors": Door, "figures": Figure, "blocks": Block}
PAGE_LINK = re.compile(r'href="page:([a-z-]+)"')
PUBLICATION_LINK = re.compile(r'href="publication:([a-z0-9-]+)"')


def load(contact_points, *, by, first_day):
    """Makes the landing pages and every page of pages.toml, then publishes them one after the other until now, parents before children."""
    records = texts.records("pages")
    rows, names = records["page"], records["pictures"]
    written = {row["name"]: {language: texts.text(row["name"], language) for language in LANGUAGES} for row in rows}
    pictures = {file: picture(file, name) for file, name in names.items()}
    landing_pages = {page.key: page for page in make_landing_pages()}
    made = {}
    for row in rows:
        page = landing_pages.get(row["name"]) or new(row, made)
        page.position = 10 * (1 + sum(other.parent_id == page.parent_id for other in made.values()))
        page.picture = pictures.get(row["picture"])
        made[row["name"]] = fill(page, row, written[row["name"]])
    for row in rows:
        complete(made[row["name"]], row, written[row["name"]], made, contact_points)
    now = timezone.now()
    step = (now - first_day) / len(rows)
    for number, row in enumerate(rows):
        page, at = made[row["name"]], first_day + number * step
        texts_of = {language: front for language, (front, _body) in written[row["name"]].items() if front}
        publish_versions(page, texts_of, by=by, at=at, now=now)
    return made


def publish_versions(page, written, *, by, at, now):
    """The page as it was first, its revisions until today: a translation that has none of its own is outdated by them."""
    acts = []
    for language, front in written.items():
        versions = versions_of(page, language, front)
        step = (now - at) / len(versions)
        acts += [(at + number * step, language, *version) for number, version in enumerate(versions)]
    for moment, language, body, note in sorted(acts, key=lambda act: act[0]):
        setattr(page, f"body_{language}", body)
        page.save()
        publish(page, language, by=by, at=moment, note=note, change_note=note)
    follow_working_copy(page)


def versions_of(page, language, front):
    """[(body, what readers are told of it)], the oldest first. `before`: [passage of that version, what stood there before];
    `change_note`: of the change; `earlier`: the same of the revisions before, the last of them first."""
    body, found = page.text("body", language), []
    for revision in [front, *front.get("earlier", [])] if "before" in front else []:
        found.append((body, revision["change_note"]))
        for passage, then in revision["before"]:
            passage, then = (words.replace("\u00a0", "&nbsp;") for words in (passage, then))  # as it is stored
            if passage not in body:
                raise ValueError(f"{page}: “{passage}” is not in the text")
            body = body.replace(passage, then)
    return [(body, ""), *reversed(found)]


def new(row, made):
    return Page(parent=made[row["parent"]], kind=row["kind"], in_menu=row["in_menu"])


def fill(page, row, written):
    """The texts of the page; what its front matter does not name stays as it is (titles of the landing pages)."""
    page.is_picture_decorative = row["decorative"]
    for language in LANGUAGES:
        for field in TEXT_FIELDS:
            setattr(page, f"{field}_{language}", written[language][0].get(field, page.text(field, language)))
    page.save()
    return page


def picture(file, name):
    with (texts.FOLDER / "pictures" / f"{file}.png").open("rb") as content:
        return add_picture(name, File(content, name=f"{file}.png"))


def complete(page, row, written, made, contact_points):
    """What needs the other pages to exist: links, related pages, errands; and the parts of the page."""
    for language in LANGUAGES:
        front, body = written[language]
        setattr(page, f"body_{language}", with_addresses(body, made, language))
        for name, model in HOME_PARTS.items():
            for position, part in enumerate(front.get(name, [])):
                target = {"target": made[part.pop("target")]} if "target" in part else {}
                model.objects.create(page=page, language=language, position=position, **part, **target)
    page.full_clean(exclude=["parent"])
    page.save()
    facts = {language: front.get("facts", []) for language, (front, _body) in written.items() if front}
    for position, versions in enumerate(zip(*facts.values(), strict=True)):
        columns = {
            f"{field}_{language}": fact[field] for language, fact in zip(facts, versions, strict=True) for field in fact
        }
        Fact.objects.create(page=page, position=position, **columns)
    for position, attachment in enumerate(row.get("attachments", [])):
        attach(page, position, **attachment)
    page.contact_points.set(contact_points[name] for name in row["contacts"])
    page.related_pages.set(made[name] for name in row["related"])


def attach(page, position, *, file, language, **titles):
    """A demonstration PDF of the catalogue, offered on a page as well."""
    document = add_document(titles[f"title_{DEFAULT_LANGUAGE}"], texts.pdf(file), language=language)
    Attachment.objects.create(page=page, document=document, position=position, **titles)


def with_addresses(body, made, language):
    """Links by identity in place of page:<name> and publication:<slug>; enquiry: and feedback: are the forms in that language,
    publications-in-swedish: a choice."""
    body = PAGE_LINK.sub(lambda match: f'href="/~/page/{made[match[1]].pk}/"', body)
    publications = dict(Publication.objects.values_list("slug", "pk"))
    body = PUBLICATION_LINK.sub(lambda match: f'href="/~/publication/{publications[match[1]]}/"', body)
    with translation.override(language):
        body = body.replace('href="enquiry:"', f'href="{reverse("visits:enquiry")}"')
        body = body.replace('href="feedback:"', f'href="{reverse("feedback:form")}"')
        return body.replace('href="publications-in-swedish:"', f'href="/{language}/{word("publications")}/?lang=sv"')
