"""A submission as an Excel workbook: taken away, filled without a connection, brought back and checked cell by cell."""

from profiles.collection.workbook.pages import WrongWorkbook
from profiles.collection.workbook.read import CellFault, Filled, FilledAnswer, read_workbook
from profiles.collection.workbook.write import write_workbook

__all__ = ["CellFault", "Filled", "FilledAnswer", "WrongWorkbook", "read_workbook", "write_workbook"]
