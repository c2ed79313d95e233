import factory
from django.utils import timezone

from oph_site.link_check.models import OutsideLink


class OutsideLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutsideLink

    url = factory.Sequence(lambda n: f"https://example.org/{n}/")
    host = "example.org"
    first_seen_at = seen_at = next_check_at = factory.LazyFunction(timezone.now)
