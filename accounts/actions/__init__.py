from accounts.actions.admission import admit, dismiss
from accounts.actions.reading import record_reading

__all__ = ["admit", "dismiss", "record_reading"]
