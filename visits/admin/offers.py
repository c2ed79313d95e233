"""Offers in the admin: drafts are edited, previewed and sent; what was sent is read, and copied to a new version."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media, RadioSelect
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from oph_site.form_problems import form_problems
from oph_site.languages import word
from oph_site.model_admin import SiteModelAdmin, SiteStackedInline
from oph_site.numbers import whole_number
from oph_site.public_forms.fields import Paragraphs
from oph_site.wording import money, percent
from pages.admin.parts import PartFormSet
from pages.admin.together import TogetherAdmin
from pages.frame import Frame, render_public
from visits import offers
from visits.admin.acts import source_field
from visits.enquiries import NotAllowed, record_reading
from visits.models import Enquiry, Offer, OfferItem, OfferLine, PriceLine, PriceList, SampleProgramme, VisitRules
from visits.offer_checks import hindrances, warnings
from visits.offer_pages import AcceptanceForm
from visits.shown_offer import shown
from visits.standing import Standing, offer_words, steps
from visits.vat_cases import SENTENCES

TEXT_LENGTH = 5000


class PriceChoice(forms.ModelChoiceField):
    def label_from_instance(self, price):
        return f"{price.name}: {money(price.net)} + {percent(price.vat_rate)}"


class OfferForm(forms.ModelForm):
    """price: a row of the price list that saving adds as a line, so many times as `quantity` says."""

    price = PriceChoice(
        PriceLine.objects.none(), label=gettext_lazy("add a line from the price list"), required=False,
        help_text=gettext_lazy("Saving adds the line. Other lines are written below."),
    )  # fmt: skip
    quantity = forms.DecimalField(
        label=pgettext_lazy("offer", "number"), min_value=0, max_digits=7, decimal_places=2, required=False,
        help_text=gettext_lazy("How many of it. If you leave the field empty, one, and of meals one for each person."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        prices = PriceList.objects.on(self.instance.first_on or today)
        if prices and "price" in self.fields:
            self.fields["price"].queryset = prices.lines.exclude(net=None)
        if "valid_until" in self.fields:
            self.fields["valid_until"].help_text = _(
                "If you leave the field empty, the offer stays open for %(count)d days from the day of sending."
            ) % {"count": VisitRules.objects.on(today).offer_days}

    def clean_valid_until(self):
        last = self.cleaned_data["valid_until"]
        if last and last < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not gone yet, or leave the field empty"))
        return last

    def clean(self):
        if self.cleaned_data.get("discount") and not self.cleaned_data.get("discount_reason"):
            self.add_error("discount_reason", _("Enter the reason for the discount: the visitor reads it"))
        return super().clean()


class LineInline(SiteStackedInline):
    """One empty row waits below, also without a script."""

    model = OfferLine
    formset = PartFormSet
    extra = 1
    fieldsets = [(None, {"fields": ["name", ("quantity", "net", "vat_rate", "position")]})]


class ItemInline(SiteStackedInline):
    model = OfferItem
    extra = 1
    fieldsets = [
        (None, {"fields": [("on", "starts_at", "ends_at", "kind"), "what", ("place", "address"), ("host", "language")]})
    ]


class RecordedAcceptanceForm(AcceptanceForm):
    """An acceptance that came in another way than by the link."""

    source = source_field()
    text = Paragraphs(
        label=gettext_lazy("How you know"), rows=3, length=TEXT_LENGTH,
        help_text=gettext_lazy("For example: wrote on 3 March that they accept the offer."), missing=gettext_lazy("Enter how you know that they accept"),
    )  # fmt: skip

    @property
    def invoice(self):
        return {name: value for name, value in self.cleaned_data.items() if name not in ("text", "source")}


@admin.register(Offer)
class OfferAdmin(TogetherAdmin, SiteModelAdmin):
    form = OfferForm
    inlines = [LineInline, ItemInline]
    change_form_template = "admin/visits/offer/change_form.html"
    actions = None
    list_display = ["__str__", "organisation", "state", "sent_at", "valid_until"]
    list_filter = ["state"]
    list_select_related = ["enquiry"]
    list_per_page = 50
    search_fields = ["enquiry__reference", "enquiry__organisation"]
    fieldsets = [
        (gettext_lazy("To the visitor"), {"fields": ["group_size", "text", "valid_until"]}),
        (gettext_lazy("Price"), {"fields": ["vat_case", ("discount", "discount_reason"), ("price", "quantity")]}),
    ]
    list_media = Media(css={"all": ["css/admin-visits.css"]})

    @property
    def media(self):
        return super().media + self.list_media

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.state == Offer.State.DRAFT
        return super().has_change_permission(request, obj) and is_open

    @admin.display(description=gettext_lazy("organisation"), ordering="enquiry__organisation")
    def organisation(self, offer):
        return offer.enquiry.organisation or _("(anonymised)")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "vat_case":
            kwargs["widget"] = RadioSelect
            field = super().formfield_for_dbfield(db_field, request, **kwargs)
            field.choices = [(case.value, f"{case.label}. {SENTENCES[case]}") for case in Offer.VatCase]
            field.help_text = _("You decide. Admission to teaching on the spot is taxed in Finland, whoever buys it.")
            return field
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self):
        views = [
            ("make", "make/<int:pk>/", self.make_view), ("preview", "<int:pk>/preview/", self.preview_view),
            ("send", "<int:pk>/send/", self.send_view), ("discard", "<int:pk>/discard/", self.discard_view),
            ("acceptance", "<int:pk>/acceptance/", self.acceptance_view),
        ]  # fmt: skip
        return [
            path(address, self.admin_site.admin_view(view), name=f"visits_offer_{name}")
            for name, address, view in views
        ] + super().get_urls()

    # One offer

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A draft is a form; what was sent is read. Its enquiry is locked first, as by the acts."""
        if object_id is None:
            raise PermissionDenied  # offers are made from an enquiry
        offer = self.found(request, object_id)
        if request.method != "POST":
            record_reading(offer.enquiry, by=request.user)
            is_draft = offer.state == Offer.State.DRAFT
            return (
                super().changeform_view(request, object_id, form_url, extra_context)
                if is_draft
                else self.read(request, offer)
            )
        with transaction.atomic():
            Enquiry.objects.select_for_update().get(pk=offer.enquiry_id)
            offer.refresh_from_db()
            if offer.state != Offer.State.DRAFT:
                sentence = _("This offer has been sent meanwhile, and stays as it is. Make a new version to change it.")
                return self.read(request, offer, problems=[("", "", sentence)], status=409)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def found(self, request, pk):
        """The offer, for those who may see offers at all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        offer = self.get_object(request, unquote(str(pk)))
        if offer is None:
            raise Http404
        return offer

    def draft(self, request, pk):
        offer = self.found(request, pk)
        if not self.has_change_permission(request):
            raise PermissionDenied
        return offer

    def read(self, request, offer, *, problems=(), status=200):
        context = self.object_context(
            request, offer, self.title(offer), shown=shown(offer, timezone.localdate()), media=self.list_media,
            problems=problems, problems_heading=_("This was not saved"), token="",
            may_copy=self.has_change_permission(request) and offers.can_make(offer.enquiry),
            may_accept=self.has_change_permission(request) and offer.is_open_on(timezone.localdate()),
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/offer/sent.html", context, status=status)

    def title(self, offer):
        return _("Offer %(offer)s") % {"offer": offer}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        stored = self.model.objects.get(pk=obj.pk)  # what was typed wrong is not looked at
        prepared = offers.prepared(stored, timezone.now())
        context |= {
            "title": self.title(obj), "subtitle": None, "shown": shown(prepared, timezone.localdate()),
            "hindrances": hindrances(prepared, timezone.localdate()), "warnings": warnings(prepared),
        }  # fmt: skip
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if price := form.cleaned_data.get("price"):
            add_line(form.instance, price, form.cleaned_data.get("quantity"))

    def response_change(self, request, obj):
        """Every button saves; the place that it leads to differs."""
        if "_preview" in request.POST:
            return redirect("admin:visits_offer_preview", obj.pk)
        if "_send" in request.POST:
            return redirect("admin:visits_offer_send", obj.pk)
        messages.success(request, _("The draft has been saved."))
        return redirect("admin:visits_offer_change", obj.pk)

    # Acts

    def make_view(self, request, pk):
        """POST with `source`: nothing, sample-<id> or offer-<id>."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        enquiry = get_object_or_404(Enquiry, pk=pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        kind, _dash, number = request.POST.get("source", "").partition("-")
        sources = {"sample": SampleProgramme.objects.all(), "offer": enquiry.offers.all()}
        source = get_object_or_404(sources[kind], pk=whole_number(number)) if kind in sources else None
        try:
            offer = offers.make(enquiry, by=request.user, **({f"from_{kind}": source} if source else {}))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:visits_enquiry_change", enquiry.pk)
        messages.success(request, _("This is a draft: nobody has been written to."))
        return redirect("admin:visits_offer_change", offer.pk)

    def preview_view(self, request, pk):
        """The offer as its visitor sees it, in the visitor's language."""
        offer = self.found(request, pk)
        record_reading(offer.enquiry, by=request.user)
        return preview(request, offer)

    def send_view(self, request, pk):
        """What will be sent and to whom, asked once more; then it is sent."""
        offer, problems, status = self.draft(request, pk), [], 200
        if offer.state != Offer.State.DRAFT:
            return redirect("admin:visits_offer_change", offer.pk)
        if request.method == "POST":
            try:
                offers.send(offer, by=request.user, seen=whole_number(request.POST.get("seen")) or 0)
            except NotAllowed as refusal:
                problems, status = [("", "", str(refusal))], 409
            else:
                messages.success(request, _("The offer is on its way to the visitor."))
                return redirect("admin:visits_enquiry_change", offer.enquiry_id)
        prepared = offers.prepared(self.draft(request, pk), timezone.now())
        context = self.object_context(
            request, offer, self.title(offer), shown=shown(prepared, timezone.localdate()), media=self.list_media, token="",
            hindrances=hindrances(prepared, timezone.localdate()), warnings=warnings(prepared),
            seen=offer.enquiry.last_change, problems=problems, problems_heading=_("The offer was not sent"),
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/offer/send.html", context, status=status)

    def discard_view(self, request, pk):
        offer = self.draft(request, pk)
        if request.method != "POST":
            context = self.object_context(request, offer, self.title(offer), media=self.list_media)
            return TemplateResponse(request, "admin/visits/offer/discard.html", context)
        try:
            offers.discard(offer)
            messages.success(request, _("The draft has been discarded."))
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:visits_enquiry_change", offer.enquiry_id)

    def acceptance_view(self, request, pk):
        """Records that the visitor accepted in another way than by the link."""
        offer, problems, status = self.draft(request, pk), [], 200
        if not offer.is_open_on(timezone.localdate()):
            return redirect("admin:visits_offer_change", offer.pk)
        initial = {"invoice_name": offer.enquiry.on_behalf_of or offer.enquiry.organisation}
        form = RecordedAcceptanceForm(request.POST if request.method == "POST" else None, offer=offer, initial=initial)
        if form.is_bound and form.is_valid():
            seen = whole_number(request.POST.get("seen")) or 0
            said = {name: form.cleaned_data[name] for name in ("text", "source")}
            try:
                offers.accept(offer, form.invoice, by=request.user, seen=seen, **said)
            except NotAllowed as refusal:
                problems, status = [("", "", str(refusal))], 409
            else:
                messages.success(request, _("The visit is confirmed. The confirmation is on its way to the visitor."))
                return redirect("admin:visits_enquiry_change", offer.enquiry_id)
        elif form.is_bound:
            problems, status = form_problems(form), 422
        context = self.object_context(
            request, offer, self.title(offer), form=form, shown=shown(offer, timezone.localdate()), media=self.list_media,
            seen=offer.enquiry.last_change, problems=problems, problems_heading=_("This was not done"), token="",
        )  # fmt: skip
        return TemplateResponse(request, "admin/visits/offer/acceptance.html", context, status=status)


def add_line(offer, price, quantity):
    """A line of the price list in the language of the enquiry, after the others."""
    Counted = PriceLine.Counted
    usual = offer.group_size if price.counted in (Counted.LUNCH, Counted.COFFEE) else 1
    last = offer.lines.order_by("position").values_list("position", flat=True).last()
    with translation.override(offer.enquiry.language):
        OfferLine.objects.create(
            offer=offer, name=price.name, quantity=usual if quantity is None else quantity, net=price.net,
            vat_rate=price.vat_rate, position=0 if last is None else last + 1,
        )  # fmt: skip


def preview(request, offer):
    is_draft = offer.state == Offer.State.DRAFT
    notice = _("Preview. Nothing has been sent yet.") if is_draft else _("The offer as the visitor sees it.")
    with translation.override(offer.enquiry.language):
        found = shown(offers.prepared(offer, timezone.now()) if is_draft else offer, timezone.localdate())
        enquiry = offer.enquiry
        if is_draft:
            enquiry.state = Enquiry.State.OFFERED  # as it will be; not saved
        title, sentence = offer_words(enquiry, found) or (_("Offer"), "")
        standing = Standing(title, sentence, steps(enquiry, found) if is_draft else [])
        frame = Frame(word("visits"), crumb=_("Your visit"), is_preview=True, preview_notice=notice)
        context = {"enquiry": enquiry, "shown": found, "standing": standing, "token": "", "robots": "noindex"}
        return render_public(request, "visits/offer_preview.html", context, frame=frame)


def of_enquiry(enquiry, may_change):
    """What the page of an enquiry shows: its offers with their sums, and what a new one can be made from, or nothing."""
    today = timezone.localdate()
    made = [shown(offer, today) for offer in enquiry.offers.prefetch_related("lines", "items").order_by("-version")]
    if not may_change or not offers.can_make(enquiry) or any(each.offer.state == Offer.State.DRAFT for each in made):
        return {"offers": made, "sources": []}
    sources = [("", _("the wishes and the estimate of the enquiry"))]
    sources += [
        (f"offer-{each.offer.pk}", _("version %(number)d of the offer") % {"number": each.offer.version})
        for each in made
    ]
    samples = SampleProgramme.objects.filter(is_offered=True)
    sources += [
        (f"sample-{sample.pk}", _("the sample programme “%(title)s”") % {"title": sample.title}) for sample in samples
    ]
    return {"offers": made, "sources": [*sources[1:2], sources[0], *sources[2:]] if made else sources}
