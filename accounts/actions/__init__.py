from accounts.actions.admission import admit, dismiss
from accounts.actions.reading import record_reading
from accounts.actions.second_factor import forget_second_factor

__all__ = ["admit", "dismiss", "forget_second_factor", "record_reading"]
