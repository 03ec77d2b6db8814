from accounts.actions.admission import admit, dismiss
from accounts.actions.reading import reading_of, record_glimpses, record_reading
from accounts.actions.second_factor import forget_second_factor

__all__ = ["admit", "dismiss", "forget_second_factor", "reading_of", "record_glimpses", "record_reading"]
