"""The types of XLSForm: which kind of question each becomes, and what has no place in a questionnaire for states."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles.collection.models import Question

K = Question.Kind
SAME = {
    "text": K.TEXT, "string": K.TEXT, "q string": K.TEXT, "integer": K.INTEGER, "int": K.INTEGER, "q int": K.INTEGER,
    "decimal": K.DECIMAL, "q decimal": K.DECIMAL, "range": K.DECIMAL, "percentage": K.DECIMAL, "date": K.DATE,
    "q date": K.DATE, "note": K.NOTE, "calculate": K.CALCULATED, "q calculate": K.CALCULATED, "image": K.FILE,
    "photo": K.FILE, "audio": K.FILE, "video": K.FILE, "file": K.FILE, "q image": K.FILE, "q audio": K.FILE,
    "q video": K.FILE, "q picture": K.FILE,
}  # fmt: skip
CHOICES = {
    "select_one": K.CHOICE, "select one": K.CHOICE, "select1": K.CHOICE, "select one from": K.CHOICE,
    "select_multiple": K.MULTIPLE, "select multiple": K.MULTIPLE, "select all that apply": K.MULTIPLE,
    "select all that apply from": K.MULTIPLE, "select": K.MULTIPLE, "rank": K.MULTIPLE,
}  # fmt: skip
FROM_FILE = (
    "select_one_from_file", "select_multiple_from_file", "select one from file", "select multiple from file",
)  # fmt: skip
AGREEMENT = ("acknowledge", "q acknowledge", "trigger")
BEGIN = {"begin group": False, "begin_group": False, "begin repeat": True, "begin_repeat": True}
END = {"end group": False, "end_group": False, "end repeat": True, "end_repeat": True}

MOMENT: str | Promise = _(
    "It is the moment of filling in on a tablet; the portal notes when an answer changed."
)
DEVICE: str | Promise = _("It is a fact of the interviewer's device; a state answers from anywhere.")
POSITION: str | Promise = _("It is a position measured on the spot; a state answers from its offices.")
OUTSIDE: str | Promise = _("Its content is in another file, which the workbook does not hold.")
OTHER: str | Promise = _("The portal has no question of this type.")
NOT_CARRIED = {
    **dict.fromkeys(["start", "end", "start time", "end time", "today", "get start time", "get end time"], MOMENT),
    **dict.fromkeys(
        [
            "deviceid", "device id", "username", "phonenumber", "phone number", "simserial", "sim id", "subscriberid",
            "subscriber id", "email", "imei", "audit", "background-audio", "background-geopoint",
        ],
        DEVICE,
    ),
    **dict.fromkeys(
        ["geopoint", "start-geopoint", "geotrace", "geoshape", "gps", "location", "q geopoint", "q geotrace", "q geoshape"],
        POSITION,
    ),
    **dict.fromkeys(["csv-external", "xml-external", "select_one_external", "select one external"], OUTSIDE),
    **dict.fromkeys(["barcode", "q barcode", "hidden", "osm", "time", "datetime", "date time"], OTHER),
}  # fmt: skip
YES = ("yes", "true", "true()", "required", "y", "1")
NO = ("", "no", "false", "false()", "n", "0")
