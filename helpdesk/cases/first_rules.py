"""Deadline rules to begin with. Only what a public source says; administrators complete them."""

TO_BEGIN_WITH = [
    {
        "country": "NP",
        "kind": "welfare",
        "counts_from": "contract_end",
        "length": 1,
        "unit": "years",
        "source": "Nepal, Foreign Employment Board: welfare claims run one year from the end of the"
        " contract. Check with the Board before you rely on it.",
        "active": True,
    },
    {
        "country": "NP",
        "kind": "welfare",
        "counts_from": "incident",
        "length": 1,
        "unit": "years",
        "source": "Nepal, Foreign Employment Board: welfare claims run one year from the incident."
        " Check with the Board before you rely on it.",
        "active": True,
    },
    {  # that there is a window is known, not how long it is
        "country": "EC",
        "kind": "certificate",
        "counts_from": "return",
        "length": None,
        "unit": "months",
        "source": "Ecuador: the returnee certificate has a time window. Ask the ministry how long"
        " it is, write it here and put the rule in force.",
        "active": False,
    },
]
