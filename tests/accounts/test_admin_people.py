"""Admitting people in the admin, each secretariat to its own regional i-Map."""

from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from accounts.access import grant, role_group
from accounts.actions import admit
from accounts.models import Membership, User
from profiles.models import Profile
from tests import factories as make
from tests.profiles.test_admin_edition import page_of, sent_back


def change(user: User) -> str:
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_a_new_person_is_added_with_a_role_and_gets_a_link(client_of, cast, world):
    readers = role_group("reader", world.mtm_irregular)
    browser = client_of("secretariat")
    sent = {
        "email": "New@Example.org",
        "name": "New",
        "preferred_language": "fr",
        "role_group": readers.group.pk,
    }
    answer = browser.post(reverse("admin:accounts_user_add"), sent)
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    person = User.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert person.memberships.get().admitted_by == cast["secretariat"]
    browser.post(reverse("admin:accounts_user_invite", args=[person.pk]))
    assert mail.outbox[-1].to == ["new@example.org"]


def test_a_person_without_a_role_cannot_be_added_by_a_secretariat(client_of, cast):
    sent = {"email": "new@example.org", "preferred_language": "fr"}
    client_of("secretariat").post(reverse("admin:accounts_user_add"), sent)
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_reader_of_another_map_is_admitted_by_address_and_keeps_their_data(
    client_of, cast, world, restricted
):
    readers = role_group("reader", world.mtm_irregular)
    sent = {
        "email": "reader.alb@example.org", "name": "Someone else", "preferred_language": "ar",
        "role_group": readers.group.pk,
    }  # fmt: skip
    answer = client_of("secretariat").post(reverse("admin:accounts_user_add"), sent)
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    cast["reader_alb"].refresh_from_db()
    assert cast["reader_alb"].name == "reader.alb"
    assert Profile.objects.visible_to(cast["reader_alb"]).contains(restricted)


def test_people_of_another_map_are_not_there(client_of, cast):
    for step in ("change", "history", "invite"):
        address = reverse(f"admin:accounts_user_{step}", args=[cast["reader_nga"].pk])
        assert client_of("prague").post(address).url == reverse("admin:index")
    assert mail.outbox == []


def test_somebody_of_two_dialogues_is_seen_but_not_rewritten(client_of, cast, world):
    admit(user=cast["reader_nga"], role="reader", over=world.prague_irregular, by=None)
    browser = client_of("secretariat")
    page = page_of(browser.get(change(cast["reader_nga"])))
    assert "Prague" not in page.text
    assert "PRAGUE" not in page.text
    assert not page.select("#user_form [name=name]")
    browser.post(change(cast["reader_nga"]), {"name": "Renamed", "is_active": ""})
    cast["reader_nga"].refresh_from_db()
    assert (cast["reader_nga"].name, cast["reader_nga"].is_active) == ("reader.nga", True)


def test_a_secretariat_does_not_make_superusers_nor_take_an_address(client_of, cast):
    browser, person = client_of("secretariat"), cast["reader_nga"]
    sent = sent_back(
        page_of(browser.get(change(person))), email="mine@example.org", is_superuser="on", is_staff="on"
    )
    browser.post(change(person), {**sent, "name": "Corrected"})
    person.refresh_from_db()
    assert person.name == "Corrected"
    assert person.email == "reader.nga@example.org"
    assert not person.is_superuser
    assert not person.is_staff


def test_no_page_shows_a_password(client_of, cast):
    assert (
        cast["reader_nga"].password not in client_of("admin").get(change(cast["reader_nga"])).content.decode()
    )


def group_page(world) -> str:
    return reverse("admin:accounts_rolegroup_change", args=[role_group("reader", world.mtm_irregular).pk])


def test_a_role_group_names_its_members_and_admits_by_address(client_of, cast, world, restricted):
    nominating, browser = make.OrganisationFactory(), client_of("secretariat")
    page = page_of(browser.get(group_page(world)))
    assert "reader.nga" in page.text
    sent = sent_back(
        page,
        **{
            "memberships-TOTAL_FORMS": "2",
            "memberships-1-email": "reader.alb@example.org",
            "memberships-1-nominated_by": str(nominating.pk),
        },
    )
    answer = browser.post(group_page(world), sent)
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    membership = Membership.objects.get(user=cast["reader_alb"], group__role_group__regional_map=world.mtm)
    assert membership.nominated_by == nominating
    assert membership.admitted_by == cast["secretariat"]
    assert Profile.objects.visible_to(cast["reader_alb"]).contains(restricted)


def test_a_dismissed_reader_reads_no_longer(client_of, cast, world, restricted):
    browser = client_of("secretariat")
    page = page_of(browser.get(group_page(world)))
    browser.post(group_page(world), sent_back(page, **{"memberships-0-DELETE": "on"}))
    assert not Profile.objects.visible_to(cast["reader_nga"]).contains(restricted)


def test_a_role_group_of_another_map_is_not_there(client_of, cast, world):
    assert client_of("prague").get(group_page(world)).url == reverse("admin:index")


def test_a_role_is_held_over_what_it_needs(client_of, cast, world):
    there, browser = reverse("admin:accounts_rolegroup_add"), client_of("secretariat")
    sent = {"regional_map": world.mtm.pk, "role": "reader", "map_pillar": ""}
    assert "held over a pillar" in browser.post(there, sent).content.decode()
    sent["map_pillar"] = world.prague_irregular.pk
    assert browser.post(there, sent).status_code == 200
    sent["map_pillar"] = world.mtm_development.pk
    assert browser.post(there, sent).status_code == 302
    assert role_group("reader", world.mtm_development).group.permissions.count() == 0


def test_a_role_added_on_a_persons_page(client_of, cast, world):
    focal = role_group("focal_point", world.mtm_irregular)
    browser, person = client_of("secretariat"), cast["reader_nga"]
    sent = sent_back(
        page_of(browser.get(change(person))),
        **{"memberships-TOTAL_FORMS": "2", "memberships-1-group": str(focal.group.pk)},
    )
    assert browser.post(change(person), sent).status_code == 302
    assert person.memberships.filter(group=focal.group, admitted_by=cast["secretariat"]).exists()


def test_organisations_are_read_by_all_staff_and_written_by_those_they_work_with(client_of, cast, world):
    engagement = make.EngagementFactory(regional_map=world.mtm)
    there = reverse("admin:accounts_organisation_change", args=[engagement.organisation.pk])
    assert page_of(client_of("secretariat").get(there)).select("[name=name_en]")
    theirs = client_of("prague").get(there)
    assert theirs.status_code == 200
    assert not page_of(theirs).select("[name=name_en]")
    assert client_of("prague").post(there, {"name_en": "x"}).status_code == 403


def test_a_regional_map_is_written_by_its_own_staff_without_its_address(client_of, cast, world):
    there = reverse("admin:regions_regionalmap_change", args=[world.mtm.pk])
    page = page_of(client_of("secretariat").get(there))
    assert page.select("[name=disclaimer_ar][dir=rtl]")
    assert not page.select("[name=slug]")
    assert client_of("prague").get(there).url == reverse("admin:index")


def test_a_lost_second_factor_is_removed_after_a_confirmation(client_of, cast):
    person = cast["reader_nga"]
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    address = reverse("admin:accounts_user_forget_factor", args=[person.pk])
    client_of("prague").post(address)
    assert client_of("secretariat").get(address).status_code == 200
    assert Authenticator.objects.filter(user=person).exists()
    client_of("secretariat").post(address)
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_list_does_not_tell_how_a_password_begins(client_of, cast):
    reader, there = cast["reader_nga"], reverse("admin:accounts_user_changelist")
    for begin in (reader.password[:9], "zzz"):
        answer = client_of("secretariat").get(there, {"id": reader.pk, "password__startswith": begin})
        assert reader.email not in answer.content.decode()


def test_who_was_named_by_another_dialogue_is_not_shut_out(client_of, cast, world):
    """A reader of ours to whom Prague gave one of its profiles keeps their account and second factor."""
    theirs = make.published_profile(regional_map=world.prague, pillar=world.irregular)
    grant("profiles.read_profile", cast["reader_nga"], theirs)
    there = reverse("admin:accounts_user_forget_factor", args=[cast["reader_nga"].pk])
    assert client_of("secretariat").get(there).status_code == 302
    assert client_of("admin").get(there).status_code == 200
