from profiles.collection.actions.questionnaire import import_questionnaire, new_version

__all__ = ["import_questionnaire", "new_version"]
