import pytest

from graph.keys import actor_key, check_ags, is_ags, is_key, is_town_ags
from ontology.errors import ParameterError
from ontology.namespaces import ID, slug, thing


@pytest.mark.parametrize("ags", ["01001", "05334", "16077"])
def test_a_district_key_has_five_digits_and_a_state(ags):
    assert is_ags(ags)
    assert check_ags(ags) == ags


@pytest.mark.parametrize("ags", ["5334", "053340", "17001", "00123", "0533a", "", "01٠٠١"])
def test_anything_else_is_refused_with_the_form_expected(ags):
    assert not is_ags(ags)
    with pytest.raises(ParameterError, match="fünf Ziffern"):
        check_ags(ags)


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        ("05334", "kommune-05334"),
        ("05562020", "kommune-05562020"),
        (f"{ID}actor/possehl-stiftung", "possehl-stiftung"),
        (f"{ID}district/05334", "kommune-05334"),
        (" possehl-stiftung ", "possehl-stiftung"),
    ],
)
def test_an_actor_is_named_by_key_iri_or_ags(reference, key):
    assert actor_key(reference) == key


def test_a_town_key_is_no_district_key():
    assert is_town_ags("05562020")
    assert not is_ags("05562020")


def test_iris_are_readable_and_encode_what_they_must():
    assert thing("actor", "isil-DE-1/2") == f"{ID}actor/isil-DE-1%2F2"
    assert slug("Große Kreisstadt Überlingen") == "grosse-kreisstadt-ueberlingen"
    assert is_key("isil-DE-MUS-442513")
    assert not is_key("a b")
