from profiles.api.place import Cities, Hubs, Routes
from profiles.api.profile import Editions, Profiles
from profiles.api.source import Sources

__all__ = ["Cities", "Editions", "Hubs", "Profiles", "Routes", "Sources"]
