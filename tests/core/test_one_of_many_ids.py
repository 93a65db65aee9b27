from helpdesk.cases.models import Case, CasePerson


def test_one_parameter_finds_those_and_no_others(case, maya, queries):
    assert list(Case.objects.filter(pk__among={case.pk, 10**12})) == [case]
    assert list(Case.objects.filter(pk__among=frozenset())) == []
    assert list(Case.objects.exclude(pk__among={case.pk})) == []
    people = CasePerson.objects.filter(case__pk__among={case.pk})
    assert people.get().client == maya
    assert "JOIN" not in str(people.query)
