"""UN M49 subregions that the portal's countries lie in: code and name (UN Statistics Division)."""

from django.utils.translation import gettext_lazy as _

SUBREGIONS = [
    ("015", _("Northern Africa")),
    ("014", _("Eastern Africa")),
    ("017", _("Middle Africa")),
    ("011", _("Western Africa")),
    ("145", _("Western Asia")),
    ("143", _("Central Asia")),
    ("034", _("Southern Asia")),
    ("151", _("Eastern Europe")),
    ("154", _("Northern Europe")),
    ("039", _("Southern Europe")),
    ("155", _("Western Europe")),
]
