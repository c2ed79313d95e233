"""What the first visit to each kind of public page fetches: requests and bytes, with their headers.

    .venv/bin/python benchmarks/weight.py [URL]

In headless Chromium on a phone that has nothing from a visit before. URL: a demonstration that runs; without it one of its
own. It fails when a page that shows no pictures of editors and no covers fetches more than MOST.
"""

import shutil
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.demo import running_demo

MOST = (6, 60_000)  # requests, bytes
PAGES = {
    "/fi/tietosuojaseloste/": "text",
    "/en/services/programmes/": "text",
    "/fi/koulut-ja-oppilaitokset/": "section",
    "/en/schools/": "section",
    "/fi/koulut-ja-oppilaitokset/valtionavustukset/": "grants",
    "/fi/tiedonvaihto/verkostot-tietokannat-ja-raportit/": "networks and databases",
    "/fi/jarjestot/": "organisations",
    "/fi/haku/?q=koulu": "search",
    "/fi/yhteystiedot/": "contact",
    "/fi/palaute/lomake/": "feedback form",
    "/fi/sivukartta/": "site map",
    "/fi/ei-ole/": "no page there",
}
# Covers and pictures, or the style sheet of the visits: shown, and held to nothing.
RICHER = {
    "/fi/": "home",
    "/en/": "home",
    "/en/international-visits/": "visits",
    "/en/international-visits/visit-programme/": "programmes of visits",
    "/en/international-visits/prices-and-terms/": "prices of visits",
    "/en/international-visits/enquiry/": "enquiry form",
    "/fi/pa-svenska/": "page in Swedish",
    "/fi/julkaisut/": "catalogue",
    "/fi/julkaisut/koulu-kohtaa-maailman/": "publication",
}


def fetched(browser, url):
    """(requests, bytes) of a first visit."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=2)
    page = context.new_page()
    network, sizes = context.new_cdp_session(page), []
    network.on("Network.loadingFinished", lambda said: sizes.append(said["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    context.close()
    return len(sizes), sum(sizes)


def main():
    heavy = []
    with tempfile.TemporaryDirectory(prefix="oph-weight-") as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        running = (
            nullcontext(SimpleNamespace(url=sys.argv[1].rstrip("/"))) if sys.argv[1:] else running_demo(Path(folder))
        )
        with running as site:
            for path, kind in (PAGES | RICHER).items():
                requests, size = fetched(browser, site.url + path)
                print(f"{kind:24}{requests:>3} requests {size / 1000:>7.1f} KB   {path}", flush=True)
                if path in PAGES and (requests > MOST[0] or size > MOST[1]):
                    heavy.append(path)
        browser.close()
    sys.exit(f"Too heavy: {', '.join(heavy)}" if heavy else 0)


if __name__ == "__main__":
    main()
