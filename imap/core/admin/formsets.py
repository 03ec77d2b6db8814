"""The rows of an inline: two alike in one form are refused in the words that the database's rule has."""

from collections.abc import Sequence

from django.db import models
from django.forms.models import BaseInlineFormSet

from imap.core.constraints import Unique


class PortalFormSet(BaseInlineFormSet):
    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        assert self.model is not None
        words = words_for(self.model, unique_check)
        return words or str(super().get_unique_error_message(unique_check))


def words_for(model: type[models.Model], fields: Sequence[str]) -> str:
    rules = (rule for rule in model._meta.constraints if isinstance(rule, Unique))
    return next((str(rule.words) for rule in rules if set(rule.fields) == set(fields)), "")
