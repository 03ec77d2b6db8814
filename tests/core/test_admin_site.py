"""The admin as a place: languages, policy, scoped filters everywhere."""

import pytest
from django.contrib import admin
from django.contrib.admin import RelatedFieldListFilter
from django.urls import reverse

from imap.core.admin import ScopedFilter
from tests import factories as make
from tests.profiles.test_admin_edition import page_of


def test_every_filter_by_a_related_row_is_scoped():
    """Django's own would list the names of every map's rows."""
    for known in admin.site._registry.values():
        for entry in known.list_filter:
            field, filter_class = entry if isinstance(entry, tuple) else (entry, None)
            if filter_class is not None:
                assert issubclass(filter_class, ScopedFilter), known
            elif isinstance(field, str):
                assert not known.model._meta.get_field(field.split("__")[0]).is_relation, (known, field)
            else:
                assert not issubclass(field, RelatedFieldListFilter)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_admin_speaks_the_language_that_is_asked_for(language, client_of, cast):
    page = page_of(client_of("secretariat").get("/admin/", {"lang": language}))
    assert page.html["lang"] == language
    assert page.html["dir"] == ("rtl" if language == "ar" else "ltr")
    assert page.select_one(".language-switch [aria-current]")["lang"] == language


def test_names_carry_their_footnotes_at_the_foot(client_of, cast):
    make.CountryFactory(
        iso3="XKX", name_en="Kosovo*", name_footnote_en="This designation is without prejudice."
    )
    page = page_of(client_of("secretariat").get("/admin/"))
    assert "without prejudice" in page.select_one("#footer").text


@pytest.mark.parametrize("name", ["profiles_edition", "profiles_hub", "profiles_profile", "accounts_user"])
def test_no_inline_script_or_style_but_the_import_map(name, client_of, cast, world, restricted):
    make.HubFactory(regional_map=world.mtm)
    model = next(
        model for model in admin.site._registry if name == f"{model._meta.app_label}_{model._meta.model_name}"
    )
    row = model.objects.first() if name != "accounts_user" else cast["reader_nga"]
    pages = [reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_change", args=[row.pk])]
    for address in pages:
        page = page_of(client_of("secretariat").get(address))
        inline = [tag for tag in page.select("script:not([src])") if tag.get("type") != "application/json"]
        assert [tag.get("type") for tag in inline] == ["importmap"]
        assert not page.select("style, [style], [onclick], [onsubmit]")


def test_what_was_done_is_told_while_it_may_be_seen(client_of, cast, world, restricted):
    from accounts.actions import dismiss

    browser, there = client_of("secretariat"), reverse("admin:profiles_profile_change", args=[restricted.pk])
    from tests.profiles.test_admin_edition import sent_back

    browser.post(there, sent_back(page_of(browser.get(there)), update_due="2027-03-01"))
    assert str(restricted) in page_of(browser.get("/admin/")).select_one("#recent-actions-module").text
    membership = cast["secretariat"].memberships.get()
    dismiss(membership=membership, by=cast["admin"])
    from accounts.actions import admit

    admit(user=cast["secretariat"], role="secretariat", over=world.prague, by=None)
    assert str(restricted) not in page_of(browser.get("/admin/")).select_one("#recent-actions-module").text
