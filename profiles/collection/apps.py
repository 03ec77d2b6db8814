from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionConfig(AppConfig):
    name = "profiles.collection"
    label = "collection"
    verbose_name = _("Questionnaires and rounds")

    def ready(self) -> None:
        from accounts.letters import register_kind
        from profiles.collection.letters import (
            is_extension_asked_still,
            is_for_one_who_answers,
            is_received_still,
            is_still_wanted,
        )

        register_kind("round_invitation", _("invitation to a round"), is_still_wanted)
        register_kind("round_reminder", _("reminder of a round"), is_still_wanted)
        register_kind("extension_decided", _("extension decided"), is_for_one_who_answers)
        register_kind("submission_returned", _("submission returned"), is_for_one_who_answers)
        register_kind("submission_accepted", _("submission accepted"), is_for_one_who_answers)
        register_kind("submission_received", _("submission received"), is_received_still)
        register_kind("extension_asked", _("extension asked for"), is_extension_asked_still)
