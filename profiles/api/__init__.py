from profiles.api.place import Cities, Hubs, Routes
from profiles.api.profile import Editions, Profiles
from profiles.api.source import Sources
from profiles.api.term import Terms

__all__ = ["Cities", "Editions", "Hubs", "Profiles", "Routes", "Sources", "Terms"]
