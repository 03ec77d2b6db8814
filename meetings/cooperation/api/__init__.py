from meetings.cooperation.api.expertise import ExpertiseOpen
from meetings.cooperation.api.project import Projects
from meetings.cooperation.api.stated import Capacities, Priorities

__all__ = ["Capacities", "ExpertiseOpen", "Priorities", "Projects"]
