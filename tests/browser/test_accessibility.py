"""axe (WCAG 2.2 AA and best practice) finds nothing on any kind of public page, in both languages, small and light, large and dark."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.axe import RULES, violations
from tests.browser.conftest import in_both_views

TEN_DAYS_AGO = timezone.localdate() - timedelta(days=10)
PAGES = [
    "/fi/",
    "/en/",
    "/fi/koulut-ja-oppilaitokset/",
    "/en/schools/",
    "/fi/koulut-ja-oppilaitokset/valtionavustukset/",
    "/en/schools/state-grants/",
    "/fi/kansainvaliset-vierailut/",
    "/en/international-visits/",
    "/fi/kansainvaliset-vierailut/vierailupyynto/",
    "/en/international-visits/enquiry/",
    "/fi/jarjestot/",
    "/en/organisations/",
    "/fi/julkaisut/",
    "/en/publications/?lang=sv&id=1&id=2",
    "/fi/julkaisut/?q=opetajat&type=report",
    "/fi/julkaisut/koulu-kohtaa-maailman/",
    "/en/publications/koulu-kohtaa-maailman/",
    "/fi/lahdeviitteet/",
    "/en/citations/?of=chosen&id=1&id=2",
    "/en/citations/?of=chosen",
    "/fi/kansainvalistymispalvelut/cimo/",
    "/en/services/cimo/",
    "/fi/yhteystiedot/",
    "/en/contact/",
    "/fi/palaute/",
    "/en/feedback/",
    "/fi/palaute/lomake/?page=/fi/jarjestot/",
    "/en/feedback/form/",
    "/fi/sivukartta/",
    "/en/site-map/",
    "/fi/saavutettavuusseloste/",
    "/en/accessibility/",
    "/fi/pa-svenska/",
    "/fi/kansainvaliset-vierailut/vierailun-ohjelma/",
    "/en/international-visits/visit-programme/",
    "/fi/kansainvaliset-vierailut/hinnat-ja-ehdot/",
    "/en/international-visits/prices-and-terms/",
    "/fi/haku/",
    "/fi/haku/?q=koulu",
    "/en/search/?q=schools&kind=page",
    "/fi/haku/?q=education&lang=en",
    "/en/search/?q=schools&lang=se",
    "/en/search/?q=zzzz",
    "/fi/versiot/kansainvalistymispalvelut/ohjelmat/",
    "/en/versions/international-visits/prices-and-terms/",
    "/en/changes-in-finnish/services/programmes/",
    "/en/services/programmes/",
    f"/fi/versio/{TEN_DAYS_AGO}/kansainvalistymispalvelut/ohjelmat/",
    f"/fi/versio/{TEN_DAYS_AGO}/kansainvalistymispalvelut/ohjelmat/?compare=today",
    f"/en/version/{TEN_DAYS_AGO}/",
    "/fi/ei-ole/",
    "/en/missing/",
]


def test_axe_finds_nothing_and_the_browser_is_silent(page, site):
    complaints = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    found = {}
    for path in PAGES:
        answer = page.goto(f"{site.url}{path}")
        if answer.status == 404:
            complaints = [line for line in complaints if "404" not in line]
        for view in in_both_views(page):
            if broken := violations(page, RULES):
                found[path, view] = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in broken]

    assert found == {}
    assert complaints == []
