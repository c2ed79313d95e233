"""Public pages from memory: what is kept, for whom and how long, and what never is."""

from types import SimpleNamespace

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from oph_site import page_cache
from oph_site.page_cache import PageCache, Shelf
from oph_site.stamp import moving
from tests.factories.pages import NoticeFactory, PageFactory, published

PUBLIC = "public, max-age=0, s-maxage=60"


class Site:
    """What stands behind the cache: answers with what a test puts in, and counts how often it was asked."""

    def __init__(self):
        self.response = HttpResponse(b"<p>Page</p>", headers={"Cache-Control": PUBLIC, "ETag": '"1"'})
        self.asked = 0
        self.stamp = (1,)
        self.now = 1000.0

    def __call__(self, environ, start_response):
        self.asked += 1
        self.response.close = lambda: None  # else Django looks after its database connections
        start_response(f"{self.response.status_code} Whatever", list(self.response.items()))
        return self.response


@pytest.fixture
def site(monkeypatch):
    site = Site()
    monkeypatch.setattr(page_cache, "moving", SimpleNamespace(current=lambda: site.stamp, seen=lambda: site.stamp))
    monkeypatch.setattr(page_cache, "time", SimpleNamespace(monotonic=lambda: site.now))
    monkeypatch.setattr(PageCache, "watch", lambda self: None)
    return site


@pytest.fixture
def cache(site):
    return PageCache(site, 2)


def ask(application, address="/fi/", method="GET", **headers):
    """(status, headers, body) of an answer."""
    said = []
    environ = RequestFactory().generic(method, address, **headers).environ
    body = b"".join(application(environ, lambda status, fields: said.extend([int(status[:3]), dict(fields)])))
    return *said, body


def test_a_page_is_asked_for_once_and_then_given_from_memory(site, cache):
    first, again = ask(cache), ask(cache)

    assert [first[0], first[2], site.asked] == [200, b"<p>Page</p>", 1]
    assert [again[0], again[2], again[1]["ETag"]] == [200, b"<p>Page</p>", '"1"']
    assert [cache.hits, cache.misses, cache.bytes] == [1, 1, len(b"<p>Page</p>") + page_cache.AROUND]


def test_it_ends_with_the_lifetime_that_the_page_names_and_says_its_age(site, cache):
    ask(cache)
    site.now += 59
    young = ask(cache)
    site.now += 1
    ask(cache)

    assert [young[1]["Age"], site.asked] == ["59", 2]


def test_it_ends_as_soon_as_anything_public_changes(site, cache):
    ask(cache)
    site.stamp = (2, 1)
    ask(cache)

    assert site.asked == 2


def test_nothing_is_given_while_the_stamp_is_not_known(site, cache):
    ask(cache)
    site.stamp = None
    ask(cache)
    ask(cache)

    assert site.asked == 3


@pytest.mark.parametrize("condition", ['"1"', 'W/"1"', '"0", "1"', "*"])
def test_who_has_the_page_already_is_told_so_from_memory(site, cache, condition):
    ask(cache)
    status, headers, body = ask(cache, HTTP_IF_NONE_MATCH=condition)

    assert [status, body, site.asked] == [304, b"", 1]
    assert [headers["ETag"], headers["Cache-Control"], "Content-Type" in headers] == ['"1"', PUBLIC, False]


def test_a_condition_is_answered_and_the_page_kept_whole(site, cache):
    told = ask(cache, HTTP_IF_NONE_MATCH='"1"')
    another = ask(cache, HTTP_IF_NONE_MATCH='"0"')
    plain = ask(cache)

    assert [told[0], another[0], plain[0], plain[2], site.asked] == [304, 200, 200, b"<p>Page</p>", 1]


def test_head_is_answered_from_memory_without_the_text(site, cache):
    ask(cache)
    status, headers, body = ask(cache, method="HEAD")

    assert [status, headers["ETag"], body, site.asked] == [200, '"1"', b"", 1]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/", "/admin/login/", "/~/preview/x/", "/fi/palaute/lomake/", "/metrics",
        "/en/international-visits/enquiry/x/", "/fi/kansainvaliset-vierailut/vierailupyynto/",
    ],
)  # fmt: skip
def test_private_addresses_are_never_kept_whatever_they_say(site, cache, address):
    ask(cache, address)
    ask(cache, address)

    assert site.asked == 2


@pytest.mark.parametrize(
    "spoil",
    [
        {"Cache-Control": "private, no-store"},
        {"Cache-Control": "max-age=60"},
        {"Cache-Control": "public, max-age=60"},
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Encoding, Accept-Language"},
    ],
)
def test_only_what_is_for_everybody_is_kept(site, cache, spoil):
    for name, value in spoil.items():
        site.response[name] = value
    ask(cache)
    ask(cache)

    assert site.asked == 2


@pytest.mark.parametrize("status", [301, 404, 410, 500, 503])
def test_only_whole_pages_are_kept(site, cache, status):
    site.response.status_code = status
    answer = ask(cache)
    ask(cache)

    assert [answer[0], site.asked] == [status, 2]


@pytest.mark.parametrize(
    ("hours", "stamp", "status"),
    [
        (23.9, (1,), 200),
        (24, (1,), 503),  # fetched a day ago
        (0.1, (2, 1), 503),  # something has changed since: it may have been withdrawn
        (0.1, None, 503),  # this process itself has written since
    ],
)
def test_while_the_site_has_no_answer_readers_get_the_last_one_that_may_still_be_shown(
    site, cache, hours, stamp, status
):
    ask(cache)
    site.response = HttpResponse(b"away", status=503, headers={"Retry-After": "120"})
    site.now += hours * 3600
    site.stamp = stamp
    answer, told = ask(cache), ask(cache, HTTP_IF_NONE_MATCH='"1"')

    assert [answer[0], answer[2]] == [status, b"<p>Page</p>" if status == 200 else b"away"]
    assert told[0] == (304 if status == 200 else 503)
    assert answer[1].get("Age") == (str(int(hours * 3600)) if status == 200 else None)


def test_an_answer_of_before_is_for_errors_alone(site, cache):
    ask(cache)
    site.response.status_code = 404
    site.now += 60

    assert ask(cache)[0] == 404


def test_asking_whether_the_process_lives_asks_for_no_stamp(site, cache, monkeypatch):
    monkeypatch.delattr(page_cache.moving, "current")

    assert ask(cache, "/healthz")[0] == 200


def test_files_are_not_kept(site, cache):
    site.response = StreamingHttpResponse([b"file"], headers={"Cache-Control": PUBLIC})
    ask(cache)
    site.response = StreamingHttpResponse([b"file"], headers={"Cache-Control": PUBLIC})

    assert [ask(cache)[2], site.asked] == [b"file", 2]


@pytest.mark.parametrize(("condition", "status"), [('"1"', 304), ('"0"', 200)])
def test_who_has_a_file_already_is_told_so_though_files_are_not_kept(site, cache, condition, status):
    site.response = StreamingHttpResponse([b"file"], headers={"Cache-Control": PUBLIC, "ETag": '"1"'})
    answer = ask(cache, HTTP_IF_NONE_MATCH=condition)

    assert [answer[0], answer[2]] == [status, b"file" if status == 200 else b""]


def test_a_form_that_is_sent_reaches_the_site(site, cache):
    ask(cache)
    ask(cache, method="POST")

    assert site.asked == 2


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "other.example.org"},
        {"HTTP_ACCEPT_ENCODING": "gzip, br"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_hosts_encodings_and_schemes_have_answers_of_their_own(site, other):
    cache = PageCache(site, 2, ("HTTP_X_FORWARDED_PROTO", "https"))
    ask(cache)
    ask(cache, **other)
    ask(cache, **other)

    assert site.asked == 2


def test_the_order_of_a_query_makes_no_difference(site, cache):
    ask(cache, "/fi/julkaisut/?type=guide&lang=fi")
    ask(cache, "/fi/julkaisut/?lang=fi&type=guide")
    ask(cache, "/fi/julkaisut/?lang=sv&type=guide")

    assert site.asked == 2


def test_the_order_of_a_set_of_publications_makes_one(site, cache):
    ask(cache, "/fi/lahdeviitteet/?id=7&id=3")
    ask(cache, "/fi/lahdeviitteet/?id=3&id=7")

    assert site.asked == 2


@pytest.mark.parametrize("query", ["utm=1", "q=a&fresh", f"q={'a' * 400}"])
def test_a_query_that_no_page_understands_is_not_kept(site, cache, query):
    ask(cache, f"/fi/haku/?{query}")
    ask(cache, f"/fi/haku/?{query}")

    assert site.asked == 2


def test_an_editor_who_comes_from_the_admin_sees_what_was_just_published(site, cache):
    ask(cache)
    ask(cache, HTTP_REFERER="https://www.example.org/admin/pages/page/1/change/")

    assert site.asked == 2


def test_searches_push_out_no_page(site, cache):
    site.response.content = b"x" * 50_000
    ask(cache)
    for number in range(100):
        ask(cache, f"/fi/haku/?q={number}")
    asked = site.asked
    ask(cache)

    assert [asked, site.asked] == [101, 101]
    assert cache.queries.bytes <= cache.queries.most


def test_what_was_asked_for_longest_ago_makes_room():
    shelf = Shelf(3 * (page_cache.AROUND + 10))
    answer = page_cache.Answer([], [], b"x" * 10, "", (1,), 0, 0)
    for key in "abc":
        shelf.put(key, answer)
    shelf.get("a")
    shelf.put("d", answer)

    assert list(shelf.answers) == ["c", "a", "d"]
    shelf.put("d", answer)
    assert shelf.bytes == 3 * (page_cache.AROUND + 10)


def test_an_answer_that_is_larger_than_all_room_is_given_and_not_kept(site, cache):
    site.response.content = b"x" * (page_cache.LARGEST + 1)

    assert len(ask(cache)[2]) == page_cache.LARGEST + 1
    ask(cache)
    assert site.asked == 2


# The whole site


@pytest.fixture
def whole(monkeypatch, transactional_db, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(PageCache, "watch", lambda self: None)  # tests have no second
    moving.forget()
    return PageCache(get_wsgi_application(), 8)


def test_a_hit_asks_no_database_and_publishing_is_seen_at_once(whole, home, django_assert_num_queries):
    page = published(PageFactory(parent=home, slug_fi="sivu", lead_fi="Ensimmäinen johdanto."))
    first = ask(whole, "/fi/sivu/")
    with django_assert_num_queries(0):
        again = ask(whole, "/fi/sivu/")
    page.lead_fi = "Toinen johdanto."
    page.save()
    published(page, "fi", change_note="Johdanto on uusi.")
    after = ask(whole, "/fi/sivu/")

    assert "Ensimmäinen johdanto." in first[2].decode()
    assert [first[2] == again[2], first[1]["ETag"] == again[1]["ETag"]] == [True, True]
    assert "Toinen johdanto." in after[2].decode()


def test_another_process_that_publishes_is_seen_when_the_stamp_was_asked_for(whole, home):
    page = published(PageFactory(parent=home, slug_fi="sivu", lead_fi="Ensimmäinen johdanto."))
    ask(whole, "/fi/sivu/")
    before = moving.Seen.value
    page.lead_fi = "Toinen johdanto."
    page.save()
    published(page, "fi", change_note="Johdanto on uusi.")
    moving.Seen.value, moving.Seen.until = before, 1.0  # as if another process had written
    old = ask(whole, "/fi/sivu/")[2].decode()
    moving.ask()  # what the thread does twice a second

    assert "Ensimmäinen johdanto." in old
    assert "Toinen johdanto." in ask(whole, "/fi/sivu/")[2].decode()


def test_who_comes_from_the_admin_sees_at_once_what_another_process_did(whole, home, monkeypatch):
    published(PageFactory(parent=home, slug_fi="sivu"))
    ask(whole, "/fi/sivu/")
    before = moving.Seen.value
    NoticeFactory(text_fi="Huoltokatko illalla")  # the frame of the page is kept too
    monkeypatch.setattr(moving.Seen, "value", before)
    monkeypatch.setattr(moving.Seen, "until", 1e18)
    readers = ask(whole, "/fi/sivu/")[2].decode()
    editors = ask(whole, "/fi/sivu/", HTTP_REFERER="https://www.example.org/admin/pages/notice/")[2].decode()

    assert ["Huoltokatko illalla" in text for text in (readers, editors)] == [False, True]


@pytest.mark.parametrize("host", ["evil.example.net", "testserver:80@evil", "", "testserver\x00"])
def test_a_host_that_the_site_refuses_is_refused_each_time(whole, home, host):
    asked = [ask(whole, "/fi/", HTTP_HOST=host)[0] for _time in range(2)]

    assert asked == [400, 400]
    assert not whole.pages.answers
