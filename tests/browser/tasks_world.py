"""What the ten tasks of test_tasks.py begin with: pages of their own, some with a past, made by the acts that editors use."""

from datetime import timedelta

import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from oph_site.accounts.models import User
from oph_site.files.pictures import add_picture
from oph_site.link_check.asking import Answer
from oph_site.link_check.checking import gather, record
from oph_site.link_check.models import OutsideLink
from pages.editions.publishing import publish
from pages.models import Page
from tests.files.samples import image_bytes

BROKEN = "https://gone.example.org/partners/"


def make():
    """Run inside the demonstration, by `manage.py shell`."""
    now = timezone.now()
    home = Page.objects.get(key="home")
    old_picture = picture("Old classroom", "red")
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
        target = page(home, "Vanhentunut ohje")
        for number in ("Ensimmäinen", "Toinen"):
            page(home, f"{number} viittaaja", body=f'<p>Lue <a href="/~/page/{target.pk}/">vanhentunut ohje</a>.</p>')
        for number in range(1, 6):
            page(home, f"Luokkahuone {number}", picture=old_picture)
        restored = page(home, "Palautettava", lead="Viime viikon ingressi.")
        compared = page(home, "Työtoverin sivu", lead="Neuvomme kouluja puhelimessa.")
        page(home, "Kumppanit", body=f'<p>Etsi koulu.</p><p>Katso <a href="{BROKEN}">luettelo kouluista</a>.</p>')
    with time_machine.travel(now - timedelta(days=2)):
        change(outdated, "fi", body_fi="<p>Hakuaika on huhtikuussa.</p>")
        change(restored, "fi", lead_fi="Tämän viikon ingressi.")
        change(compared, "fi", lead_fi="Neuvomme kouluja sähköpostilla.", by="administrator")
    gather(now)
    link = OutsideLink.objects.get(url=BROKEN)
    for days in (6, 5, 4):
        record(link, Answer(OutsideLink.Reason.GONE, 404), now - timedelta(days=days))


def picture(name, colour):
    return add_picture(name, ContentFile(image_bytes("PNG", (1200, 900), colour=colour), "picture.png"))


def page(parent, title_fi, title_en="", *, body="", body_en="", lead="", picture=None, kind=Page.Kind.TEXT):
    """A page that is public in each language that it has a title in."""
    made = Page.objects.create(
        parent=parent, kind=kind, title_fi=title_fi, title_en=title_en, lead_fi=lead, body_fi=body, body_en=body_en,
        picture=picture, is_picture_decorative=bool(picture),
    )  # fmt: skip
    for language in ["fi", "en"] if title_en else ["fi"]:
        publish(made, language, by=User.objects.get(username="editor"))
    return made


def change(page, language, *, by="editor", **texts):
    for name, value in texts.items():
        setattr(page, name, value)
    page.save()
    publish(page, language, by=User.objects.get(username=by))
