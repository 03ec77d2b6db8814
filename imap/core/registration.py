"""Adds language columns, then history, to the models that asked for them.

modeltranslation imports this module once all models are loaded (`MODELTRANSLATION_TRANSLATION_FILES`). The order matters:
the history has to know the columns of every language.
"""

import pghistory
import pgtrigger
from django.contrib.gis.db.models import GeometryField
from django.db import models
from modeltranslation.translator import TranslationOptions, translator

from imap.core import history, translation


class AnyChange(pgtrigger.AnyChange):
    """A tracked column changes; a geometry does where its bytes do.

    PostgreSQL looks for the operator that compares two geometries in the search path, which is empty while a backup is
    restored: a trigger whose condition holds that operator would be left out. The bytes are compared by PostgreSQL's own.
    """

    def resolve(self, model: type[models.Model]) -> str:
        tracked = [model._meta.get_field(name) for name in self.fields or ()]
        geometries = [field for field in tracked if isinstance(field, GeometryField)]
        if not geometries:
            return super().resolve(model)
        others = [field.name for field in tracked if field not in geometries]
        by_bytes = [
            f'OLD."{field.column}"::bytea IS DISTINCT FROM NEW."{field.column}"::bytea'
            for field in geometries
        ]
        return f"({' OR '.join([pgtrigger.AnyChange(*others).resolve(model), *by_bytes])})"


for model, fields, required in translation.PENDING:
    options = {"fields": fields, **({"required_languages": ("en",)} if required else {})}
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), options))

for model, exclude in history.PENDING:
    changed = pghistory.UpdateEvent(condition=AnyChange())
    pghistory.track(pghistory.InsertEvent(), changed, pghistory.DeleteEvent(), exclude=list(exclude))(model)
