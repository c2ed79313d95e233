from uuid import uuid4

import factory
from django.utils import timezone

from feedback.models import Feedback


class FeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Feedback

    subject = Feedback.Subject.ERROR
    message = "The link to the price list leads nowhere."
    language = "en"
    received_at = factory.LazyFunction(timezone.now)
    token = factory.LazyFunction(uuid4)
