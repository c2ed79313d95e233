from functools import partial

import js_asset
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Replace
from django.forms import CheckboxSelectMultiple, Media, Script
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from tree_queries.admin import TreeAdmin

from oph_site.admin_choices import ManyChoices
from oph_site.files.widgets import PictureSelect
from oph_site.languages import IN_LANGUAGE, LANGUAGES
from oph_site.search.saving import SearchedAdmin
from oph_site.soft_hyphens import SOFT_HYPHEN
from pages.admin import history, links, plan, translation
from pages.admin.care import CareAdmin
from pages.admin.checks import show_checks
from pages.admin.deletion import without_links
from pages.admin.drafts import DraftFilter
from pages.admin.language_switch import LanguageSwitchAdmin
from pages.admin.levels import FITS, BranchFilter, PageChangeList, below_column
from pages.admin.moving import MoveForm
from pages.admin.parts import parts_of
from pages.admin.presence import also_open, presence
from pages.admin.publishing import languages_to_publish, publish_pressed, saved_message
from pages.admin.together import TogetherAdmin
from pages.admin.withdrawal import withdrawal
from pages.editions.preview import preview_url
from pages.editions.publishing import take_turns
from pages.editions.status import states
from pages.editions.working_copy import follow_working_copy
from pages.forms import PageForm
from pages.models import Page
from pages.presence import PAUSE
from pages.tree import in_tree_order, place_problem

FURTHER_VIEWS = [
    ("edition", "<int:pk>/editions/<int:edition>/", history.as_it_was),
    ("restore", "<int:pk>/editions/<int:edition>/restore/", history.restoration),
    ("hiding", "<int:pk>/editions/<int:edition>/hiding/", history.hiding),
    ("compare", "<int:pk>/compare/", history.comparison),
    ("presence", "<int:pk>/presence/", presence),
    ("plan", "<int:pk>/plan/<slug:language>/", plan.plan),
    ("translation", "<int:pk>/translation/<slug:language>/", translation.translation),
    ("links", "links/", links.search),
]


def state_column(language):
    @admin.display(description=LANGUAGES[language])
    def column(page):
        state = next(state for state in page.states if state.language == language)
        return format_html("<strong>{}</strong>", state.words) if state.is_missing or state.is_outdated else state.words

    return column


@admin.register(Page)
class PageAdmin(SearchedAdmin, TogetherAdmin, CareAdmin, LanguageSwitchAdmin, TreeAdmin):
    form = PageForm
    position_field = "position"
    list_display = ["indented_title", "kind", *[state_column(language) for language in LANGUAGES], "move_column"]
    list_filter = [
        *map(translation.translation_filter, translation.TRANSLATED),
        BranchFilter,
        DraftFilter,
        links.DeadLinkFilter,
        plan.PlannedFilter,
        "kind",
    ]
    search_fields = [f"{name}_{language}" for name in ("read_title", "slug") for language in LANGUAGES]
    search_help_text = gettext_lazy(
        "Words of the title or of the address. In the list, the arrow keys go from row to row."
    )
    list_per_page = FITS
    actions = None
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/pages/page/change_form.html"
    chosen_only = [*CareAdmin.chosen_only, "parent", "related_pages", "contact_points"]
    list_media = Media(js=[Script("js/admin/tree.js", type="module")])

    class Media:
        js = [Script("js/admin/presence.js", type="module")]

    # The list

    def get_changelist(self, request, **kwargs):
        return PageChangeList

    def get_list_display(self, request):
        """What stands below a page only matters where the whole tree does not fit."""
        return [*self.list_display, *([below_column] if Page.objects.count() > FITS else [])]

    def get_search_results(self, request, queryset, search_term):
        """By titles as they are read: nobody types the soft hyphens in them."""
        read = {f"read_title_{code}": Replace(f"title_{code}", Value(SOFT_HYPHEN), Value("")) for code in LANGUAGES}
        return super().get_search_results(request, queryset.annotate(**read), search_term)

    def changelist_view(self, request, extra_context=None):
        # Not TreeAdmin's: its script writes titles into the page as HTML, speaks English and fails on an empty list.
        return super(TreeAdmin, self).changelist_view(request, extra_context)

    @admin.display(description=pgettext_lazy("of a page", "title"))
    def indented_title(self, page):
        return format_html('<span class="tree-depth-{}">{}</span>', min(page.tree_depth, 6), page)

    @admin.display(description=gettext_lazy("move"))
    def move_column(self, page):
        if page.kind == Page.Kind.HOME:
            places = [("last-child", _("Below this"), _("Put below “%(page)s”"))]
        else:
            places = [
                ("before", _("Before this"), _("Put before “%(page)s”")),
                ("after", _("After this"), _("Put after “%(page)s”")),
                ("last-child", _("Below this"), _("Put below “%(page)s”")),
            ]
        buttons = format_html_join(
            "", '<button type="button" data-pk="{}" data-position="{}" aria-label="{}">{}</button>',
            [(page.pk, position, label % {"page": page}, text) for position, text, label in places],
        )  # fmt: skip
        return format_html(
            '<button type="button" class="move-cut" aria-pressed="false" data-pk="{}" aria-label="{}" data-moving="{}">{}</button>'
            '<span class="move-places" hidden>{}</span>',
            page.pk,
            _("Move “%(page)s”") % {"page": page},
            _(
                "Moving “%(page)s”: choose its new place in another row. The arrow keys go from row to row, Escape cancels."
            )
            % {"page": page},
            _("Move"),
            buttons,
        )

    def move_node_view(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            take_turns()
            answer = MoveForm(request.POST, request=request, modeladmin=self).process()
        return HttpResponse(answer, content_type="text/plain")

    def is_valid_move(self, request, node, *, parent, after):
        if not self.has_change_permission(request, node):
            raise ValidationError(_("Your account may not move pages."))
        if problem := place_problem(node, parent):
            raise ValidationError(problem)
        return True

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form that was sent may publish: its turn comes before the lock of its page."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            take_turns()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_fieldsets(self, request, obj=None):
        kind = request.POST.get("kind") or (obj and obj.kind)
        texts = ["title", "menu_title", "lead", "body", "description"]
        texts += ["link_url", "link_text"] if kind == Page.Kind.SIGNPOST else []
        place = ["kind"] if obj and obj.kind == Page.Kind.HOME else ["parent", "slug", "kind", "in_menu"]
        groups = [
            (_("Texts"), texts, "texts"),
            (_("Place on the site"), place, "place"),
            (_("Picture"), ["picture", "is_picture_decorative", "picture_alt"], "picture"),
            (_("Sidebar"), ["contact_points", "related_pages"], "beside"),
        ]
        fieldsets = [
            (name, {"fields": self.replace_orig_field(fields), "classes": [f"fieldset-{css}"]})
            for name, fields, css in groups
        ]
        return [*fieldsets, self.care_fieldset()]

    def get_readonly_fields(self, request, obj=None):
        return self.replace_orig_field(["kind", "parent", "slug"]) if obj and obj.is_landing_page else []

    def get_inlines(self, request, obj):
        return parts_of(obj)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "related_pages":
            kwargs |= {"widget": ManyChoices, "queryset": in_tree_order()}
        else:
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            kwargs["widget"] = PictureSelect()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.publish_in = languages_to_publish(request) if self.may_publish(request) else []
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        # The text editor's import map is an inline script: the nonce allows it.
        context["media"] = js_asset.Media.from_media(context["media"]).with_nonce(str(request.csp_nonce))
        if obj and self.has_change_permission(request, obj):
            context["also_open"] = also_open(obj, request.user)
            context["presence_pause"] = PAUSE.seconds
        context["publish_buttons"] = IN_LANGUAGE
        context["may_publish"] = self.may_publish(request) and self.has_change_permission(request, obj)
        if obj:
            form = context["adminform"].form
            found = states(self.as_stored(request, form, obj))
            context["checks"] = show_checks(form)
            context["states"] = [(state, preview_url(obj, state.language)) for state in found]
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # Saving and publishing

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.published = publish_pressed(request, form)

    def follow_saved(self, page):
        """No text of the public changes before it is published."""
        follow_working_copy(page)

    def response_add(self, request, obj, post_url_continue=None):
        return super().response_add(request, obj) if IS_POPUP_VAR in request.POST else self.answer(request, obj)

    def response_change(self, request, obj):
        return super().response_change(request, obj) if IS_POPUP_VAR in request.POST else self.answer(request, obj)

    def answer(self, request, page):
        """One message that says what is public now; a press of "Save" goes on to the list, the others stay."""
        messages.success(request, saved_message(page, page.published))
        if "_save" in request.POST:
            return self.response_post_save_change(request, page)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse("admin:pages_page_add"))
        # The "#" keeps the browser from going on at the part of the form it was in: the message is at the top.
        return HttpResponseRedirect(f"{page.admin_url}#")

    # Permissions and further views

    def may_publish(self, request):
        return request.user.has_perm("pages.publish_page")

    def has_delete_permission(self, request, obj=None):
        """What was ever public is withdrawn, not deleted."""
        was_public = obj is not None and (obj.is_landing_page or obj.editions.exists())
        return not was_public and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        rows, *rest = super().get_deleted_objects(objs, request)
        return without_links(rows), *rest

    def get_urls(self):
        return [
            path("<int:pk>/withdraw/<slug:language>/", self.admin_site.admin_view(self.withdraw_view), name="pages_page_withdraw"),
            *[
                path(route, self.admin_site.admin_view(partial(view, self)), name=f"pages_page_{name}")
                for name, route, view in FURTHER_VIEWS
            ],
            *super().get_urls(),
        ]  # fmt: skip

    def history_view(self, request, object_id, extra_context=None):
        return history.history(self, request, object_id)

    def withdraw_view(self, request, pk, language):
        return withdrawal(self, request, pk, language)
