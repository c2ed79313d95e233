"""What the ten tasks of test_tasks.py begin with, made by the acts that editors use.

Withdrawing, replacing a picture, mending links and seeing a colleague's change happen on pages of the demonstration
with all their text, links and both languages; the other tasks have short pages of their own, some with a past.
"""

from datetime import timedelta

import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from oph_site.accounts.models import User
from oph_site.files.models import Picture
from oph_site.files.pictures import add_picture
from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import gather, record
from oph_site.link_check.models import OutsideLink
from pages.editions.publishing import publish, withdraw
from pages.models import Edition, Page
from tests.files.samples import image_bytes

BROKEN = "https://gone.example.org/partners/"
PICTURE = "Koulun ikkunat illalla"  # on one page of the demonstration
SHOWN_TOO = ["Kysymyksiä vierailuista", "Vierailukohteeksi", "Kumppanikoulun etsiminen", "Tutkinnot maasta toiseen"]
GONE, LINKING = "Globaalikasvatus", "Kotikansainvälisyys"
COMPARED = "Liikkuvuus lukuina"


def make():
    """Run inside the demonstration, by `manage.py shell`."""
    now = timezone.now()
    home = Page.objects.get(key="home")
    picture("Northern lights", "blue")
    with time_machine.travel(now - timedelta(days=14)):
        page(home, "Kirjoitusvirhe", body="<p>Koulut saavat neuvontaa.</p><p>Avustuksia myönetään joka vuosi.</p>")
        outdated = page(
            home,
            "Jäljessä",
            "Left behind",
            body="<p>Hakuaika on maaliskuussa.</p>",
            body_en="<p>The call is in March.</p>",
        )
        page(home, "Maanantaina muuttuva", lead="Hinta on 100 euroa.")
        section = page(home, "Muuttava osio", kind=Page.Kind.SECTION)
        page(section, "Osion sivu")
        page(home, "Uudiskoti", kind=Page.Kind.SECTION)
        restored = page(home, "Ennallistettava", lead="Viime viikon ingressi.")
    with time_machine.travel(now - timedelta(days=2)):
        change(outdated, "fi", body_fi="<p>Hakuaika on huhtikuussa.</p>")
        change(restored, "fi", lead_fi="Tämän viikon ingressi.")
        show_picture()
        break_links()
    gather(now)
    link = OutsideLink.objects.get(url=BROKEN)
    for days in (6, 5, 4):
        record(link, Answer(OutsideLink.Reason.GONE, 404), now - timedelta(days=days))


def named(title):
    """The page of the demonstration with this Finnish title, as it is read: without soft hyphens."""
    return next(page for page in Page.objects.all() if str(page) == title)


def public_languages(page):
    return list(Edition.objects.live(timezone.now()).filter(page=page).values_list("language", flat=True))


def show_picture():
    """The picture stands on five pages, in each language that they are public in."""
    for title in SHOWN_TOO:
        shown = named(title)
        for language in public_languages(shown):
            change(shown, language, picture=Picture.objects.get(name=PICTURE), is_picture_decorative=True)


def break_links():
    """A page with a link to a page that was withdrawn, and one to another site that is gone."""
    gone, linking = named(GONE), named(LINKING)
    links = f'<p>Katso <a href="/~/page/{gone.pk}/">tavoitteet</a> ja <a href="{BROKEN}">luettelo kouluista</a>.</p>'
    change(linking, "fi", body_fi=linking.body_fi + links)
    for language in public_languages(gone):
        withdraw(gone, language, by=User.objects.get(username="editor"))


def colleague():
    """The newest change is a colleague's; run inside the demonstration, too."""
    compared = named(COMPARED)
    change(compared, "fi", lead_fi=f"{compared.lead_fi} Luvut uusitaan keväällä.", by="administrator")


def picture(name, colour):
    return add_picture(name, ContentFile(image_bytes("PNG", (1200, 900), colour=colour), "picture.png"))


def page(parent, title_fi, title_en="", *, body="", body_en="", lead="", kind=Page.Kind.TEXT):
    """A page that is public in each language that it has a title in."""
    made = Page.objects.create(
        parent=parent, kind=kind, title_fi=title_fi, title_en=title_en, lead_fi=lead, body_fi=body, body_en=body_en,
    )  # fmt: skip
    for language in ["fi", "en"] if title_en else ["fi"]:
        publish(made, language, by=User.objects.get(username="editor"))
    return made


def change(page, language, *, by="editor", **texts):
    for name, value in texts.items():
        setattr(page, name, value)
    page.save()
    publish(page, language, by=User.objects.get(username=by))
