"""Adds language columns, then history, to the models that asked for them.

modeltranslation imports this module once all models are loaded (`MODELTRANSLATION_TRANSLATION_FILES`). The order matters:
the history has to know the columns of every language.
"""

import pghistory
from modeltranslation.translator import TranslationOptions, translator

from imap.core import history, translation

for model, fields, required in translation.PENDING:
    options = {"fields": fields, **({"required_languages": ("en",)} if required else {})}
    translator.register(model, type(f"{model.__name__}Translation", (TranslationOptions,), options))

for model, exclude in history.PENDING:
    pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude)
    )(model)
