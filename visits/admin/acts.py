"""The acts that a coordinator finds on an enquiry's page: a button each, with or without something to write."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from oph_site.public_forms.choices import capitalised
from oph_site.public_forms.fields import Paragraphs
from visits import archive, conversation, enquiries, erasure, offers
from visits.models import EnquiryEvent, MessageText

Kind = EnquiryEvent.Kind
TEXT_LENGTH = 5000


@dataclass(frozen=True)
class Act:
    """name: the last word of its address. title: what it does. button: what it says. done: what is reported afterwards.

    text: the label of what there is to write, "" for none. missing: the sentence when that is empty, "" when it may be.
    question: what is asked once more before it is done, "" for acts that can be mended.
    has_source: whether it is recorded for the visitor, and the person says how they know.
    can_invite: whether the person chooses if the mail says that a new enquiry is welcome.
    """

    name: str
    kind: str
    function: Callable
    title: str
    button: str
    done: str
    text: str = ""
    hint: str = ""
    missing: str = ""
    question: str = ""
    has_source: bool = False
    can_invite: bool = False


ACTS = [
    Act("take", Kind.TAKEN, enquiries.take, _("Take over"), _("Take this enquiry"), _("The enquiry is yours now.")),
    Act("clear", Kind.CLEARED, enquiries.clear_suspicion, _("Suspected spam"), _("This enquiry is genuine"), _("The receipt is on its way to the visitor.")),
    Act("planning", Kind.PLANNED, enquiries.start_planning, _("Planning"), _("Start planning"), _("The programme is being planned.")),
    Act("spam", Kind.SPAM, enquiries.put_away_as_spam, pgettext_lazy("enquiry", "Spam"), _("Put away as spam"), _("The enquiry has been put away as spam. Nobody was written to.")),
    Act(
        "reply", Kind.REPLIED, enquiries.reply, _("Reply"), _("Send the reply"), _("The reply is on its way to the visitor."),
        text=_("Your reply"), hint=_("Goes to the visitor by e-mail, which greets and is signed by itself. A new enquiry is then answered, and in clarification."), missing=_("Write the reply first"),
    ),
    Act(
        "details", Kind.ASKED, enquiries.ask_for_details, _("Ask for details"), _("Send the questions"), _("The questions are on their way to the visitor."),
        text=_("Your questions"), hint=_("Go to the visitor by e-mail, which greets and is signed by itself. The enquiry is then in clarification."), missing=_("Write the questions first"),
    ),
    Act(
        "file", Kind.WRITTEN, conversation.file_message, _("Message by e-mail or phone"), _("File the message"), _("The message has been filed. Nobody was written to."),
        text=_("What the visitor said"), hint=_("The visitor sees it among the messages."), missing=_("Enter what the visitor said"), has_source=True,
    ),
    Act(
        "change-request", Kind.CHANGE_ASKED, offers.record_change, _("Change of the offer asked for"), _("Record the wish for a change"), _("The wish is recorded. Make a new version of the offer next. Nobody was written to."),
        text=_("What should be different"), hint=_("In the visitor's own words, if you can. The visitor sees it among the messages."), missing=_("Enter what should be different"), has_source=True,
    ),
    Act(
        "refusal", Kind.OFFER_DECLINED, offers.record_refusal, _("Offer declined by the visitor"), _("Record that it was declined"), _("The offer is declined. Nobody was written to."),
        text=_("What the visitor said"), hint=_("For example the reason. The enquiry is then declined, and can be opened again."), missing=_("Enter what the visitor said"), has_source=True,
    ),
    Act(
        "link", Kind.LINK_SENT, conversation.renew_link, _("New link"), _("Send a new link"), _("A new link is on its way to the visitor. The old one has ended."),
    ),
    Act(
        "note", Kind.NOTED, enquiries.note, pgettext_lazy("enquiry", "Note"), _("Save the note"), _("The note has been saved."),
        text=_("Note for colleagues"), hint=_("The visitor does not see it, but it belongs to the document and may have to be given out."), missing=_("Write the note first"),
    ),
    Act(
        "decline", Kind.DECLINED, enquiries.decline, _("Decline"), _("Decline the enquiry"), _("The enquiry is declined. The visitor gets your reason."),
        text=_("Reason for the visitor"), hint=_("Goes to the visitor by e-mail, which greets and is signed by itself. For example: all schools are closed in July."), missing=_("Enter the reason first: the visitor reads it"),
        question=_("Decline the enquiry and send this to the visitor?"), can_invite=True,
    ),
    Act(
        "withdraw", Kind.WITHDRAWN, enquiries.withdraw, _("Withdrawn by the visitor"), _("Mark as withdrawn"), _("The enquiry is withdrawn."),
        text=_("How you know"), hint=_("For example: wrote on 3 March that the trip is off. No mail is sent."),
    ),
    Act(
        "erase", Kind.ANONYMISED, erasure.erase, _("Erase personal data"), _("Erase the personal data"), _("The personal data has been erased. What bookkeeping needs is kept for its time."),
        question=_("Erase everything that tells who asked? It never comes back."),
    ),
    Act(
        "reopen", Kind.REOPENED, enquiries.reopen, _("Open again"), _("Open the enquiry again"), _("The enquiry is being planned again. No mail was sent: write to the visitor if needed."),
        text=_("Why it is opened again"), hint=_("For example: declined by mistake. No mail is sent. The enquiry is then being planned."),
    ),
    Act("archive", Kind.ARCHIVED, archive.archive, _("Archive"), _("Move to the archive"), _("The enquiry is in the archive.")),
    Act("bring-back", Kind.BROUGHT_BACK, archive.bring_back, _("Bring back"), _("Bring back from the archive"), _("The enquiry is in the list again.")),
]  # fmt: skip


def source_field():
    missing = _("Choose how it reached you")
    return forms.ChoiceField(
        label=_("How it reached you"), choices=capitalised(EnquiryEvent.Source.choices),
        error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


class SeenForm(forms.Form):
    """What the person had seen of the enquiry when the page was loaded: the number of its last change."""

    seen = forms.IntegerField()


class TextForm(forms.Form):
    use_required_attribute = False

    def __init__(self, act, data=None, initial=None):
        super().__init__(data, auto_id=f"{act.name}-%s", initial=initial)
        self.beginnings = MessageText.objects.filter(use=act.name) if act.name in MessageText.Use else []
        self.fields["text"] = Paragraphs(
            label=act.text, help_text=act.hint, missing=act.missing, length=TEXT_LENGTH, rows=6
        )
        if act.has_source:
            self.fields["source"] = source_field()
            self.order_fields(["source", "text"])
        if act.can_invite:
            self.fields["invites"] = forms.BooleanField(
                label=_("Invite to send a new enquiry"), required=False,
                help_text=_("The mail then ends: You are welcome to send a new one."),
            )  # fmt: skip


def begun(act, enquiry, data):
    """The form of an act with the chosen text filled in, before whatever was written already."""
    chosen = next((text for text in TextForm(act).beginnings if str(text.pk) == data.get("beginning")), None)
    beginning = chosen.filled(enquiry) if chosen else ""
    text = "\n\n".join(filter(None, [beginning, data.get("text", "").strip()]))
    return TextForm(act, initial={"text": text, "invites": "invites" in data})


def offered(enquiry, user):
    """[(act, its form or None)] that are possible now."""
    kinds = enquiries.allowed(enquiry)
    acts = [act for act in ACTS if act.kind in kinds and not (act.kind == Kind.TAKEN and enquiry.owner_id == user.pk)]
    return [(act, TextForm(act) if act.text else None) for act in acts]
