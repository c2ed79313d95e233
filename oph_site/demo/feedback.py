"""Feedback of readers: handled, answered and waiting."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from feedback.acts import answer, mark_handled, submit
from oph_site.demo import texts
from oph_site.files.models import Document
from oph_site.outbox.models import OutboxMessage


def load(*, by):
    for row in texts.records("feedback")["feedback"]:
        at = timezone.now() - timedelta(days=row["days_ago"])
        answers = {"subject": row["subject"], "message": row["message"], "email": row.get("email", "")}
        document = Document.objects.filter(title=row.get("file")).first()
        feedback = submit(answers, token=uuid4(), language=row["language"], document=document, page=row["page"], at=at)
        if "handled_after" in row:
            later = at + timedelta(days=row["handled_after"])
            if text := row.get("answer"):
                answer(feedback, text, by=by, at=later)
            else:
                mark_handled(feedback, by=by, at=later)
        sent = OutboxMessage.objects.filter(reference=feedback.reference)
        sent.update(state=OutboxMessage.State.SENT, created_at=at, sent_at=at)
