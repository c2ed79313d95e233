"""/metrics for Prometheus: the readings, the rounds of the jobs, and the memory of the process that answers."""

import os
from hmac import compare_digest

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily

from oph_site.health.models import JobRound
from oph_site.health.readings import age, readings
from oph_site.page_cache import OWN_NAME


@require_safe
def metrics(request):
    """404 to whoever does not show the token: nobody else learns that the address exists."""
    if not knows_token(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Families(request.environ.get(OWN_NAME)))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def knows_token(request):
    token = f"Bearer {settings.METRICS_TOKEN}".encode()
    given = request.headers.get("Authorization", "").encode(errors="replace")
    return bool(settings.METRICS_TOKEN) and compare_digest(token, given)


class Families:
    """What is asked for at this moment. page_cache: that of this process, None where there is none."""

    def __init__(self, page_cache):
        self.page_cache = page_cache

    def collect(self):
        now = timezone.now()
        found = readings(now)
        for measure, reading in found.items():
            if reading.number is not None:
                yield GaugeMetricFamily(f"oph_{measure.name}", measure.about, reading.number)
        yield from of_jobs(now)
        yield from self.of_process()
        yield InfoMetricFamily("oph_release", "What was deployed.", {"release": settings.RELEASE or "unknown"})

    def of_process(self):
        if self.page_cache is None:
            return
        process = str(os.getpid())
        for name, about, number, kind in [
            ("hits", "Answers from the memory of this process.", self.page_cache.hits, CounterMetricFamily),
            ("misses", "Answers that were not in its memory.", self.page_cache.misses, CounterMetricFamily),
            ("bytes", "Bytes of pages in its memory.", self.page_cache.bytes, GaugeMetricFamily),
        ]:
            family = kind(f"oph_page_cache_{name}", about, labels=["process"])
            family.add_metric([process], number)
            yield family


def of_jobs(now):
    """Of each job: how long ago its last round and its last success were, and how long the round took."""
    ended = GaugeMetricFamily("oph_job_last_round_seconds", "How long ago the job last ended.", labels=["job"])
    succeeded = GaugeMetricFamily("oph_job_last_success_seconds", "How long ago it last went well.", labels=["job"])
    took = GaugeMetricFamily("oph_job_duration_seconds", "How long its last round took.", labels=["job"])
    try:
        for each in JobRound.objects.all():
            ended.add_metric([each.job], age(each.ended_at, now))
            took.add_metric([each.job], each.seconds)
            if each.succeeded_at:
                succeeded.add_metric([each.job], age(each.succeeded_at, now))
    except DatabaseError:  # oph_database_up says so
        return []
    return [ended, succeeded, took]
