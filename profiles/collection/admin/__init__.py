from profiles.collection.admin import question, questionnaire  # noqa: F401
