"""Terms are found whatever their endings, and what is rendered otherwise is pointed out."""

import pytest

from profiles.translation.terms import forms_of, is_named, terms_of
from tests.collection.factories import TermFactory


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("remittances", "A remittance is money.", True),
        ("remittances", "It was remitted.", False),
        ("transit", "Transfers of money", False),
        ("country of origin", "the <em>countries</em> of origin", False),
        ("country of origin", "a country of <strong>origin</strong>", True),
        ("return", "They returned.", True),
        ("pays d’origine", "les pays d'origine", True),
        ("envois de fonds", "Les envois de fonds", True),
        ("envois de fonds", "Les transferts de fonds", False),
        ("تحويلات مالية", "وبلغت التحويلات المالية", True),
        ("بلد المنشأ", "إلى بلد المنشأ", True),
        ("عبور", "وهو بلد عُبور", True),
        ("لجوء", "الهجرة", False),
    ],
)
def test_a_name_is_found_in_its_forms(name, text, is_there):
    assert is_named(name, forms_of(text)) is is_there


@pytest.mark.django_db
def test_a_term_says_whether_the_translation_uses_it():
    TermFactory(code="remittances", name_en="remittances", name_fr="envois de fonds")
    TermFactory(code="asylum", name_en="asylum", name_fr="asile")
    found = {
        term.code: term for term in terms_of("<p>Remittances and asylum</p>", "en", "<p>L’asile</p>", "fr")
    }
    assert found["asylum"].is_rendered
    assert not found["remittances"].is_rendered
    assert str(found["remittances"].target) == "envois de fonds"
    assert found["remittances"].target.language == "fr"
