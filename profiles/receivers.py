"""Kept titles follow the names of places."""

from django.db.models import Model
from django.db.models.signals import post_save
from django.dispatch import receiver

from imap.core.translation import columns
from imap.regions.models import Country
from profiles.models import City, Hub, Profile, Route


@receiver(post_save, sender=Country)
@receiver(post_save, sender=Route)
@receiver(post_save, sender=Hub)
@receiver(post_save, sender=City)
def titles_follow_names(sender: type[Model], instance: Model, **kwargs: object) -> None:
    names = {column.replace("name", "title"): getattr(instance, column) for column in columns("name")}
    Profile.objects.filter(**{str(sender._meta.model_name): instance}).exclude(**names).update(
        title=names["title_en"], **names
    )
