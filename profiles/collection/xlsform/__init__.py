"""XLSForm workbooks: read and validated with pyxform, refused whole with each error's row, or planned as a questionnaire."""

from profiles.collection.xlsform.plan import Plan, plan_of
from profiles.collection.xlsform.rows import Fault, Refused

__all__ = ["Fault", "Plan", "Refused", "plan_of"]
