class Folded:
    """A long form in parts that fold away; SECTIONS: title, what is in it, its fields.

    A part that holds an answer or an error stands open; none is demanded.
    """

    SECTIONS: list[tuple] = []

    def sections(self):
        return [
            {
                "title": title,
                "note": note,
                "fields": [self[name] for name in names],
                "open": self._is_open(names),
            }
            for title, note, names in self.SECTIONS
        ]

    def _is_open(self, names):
        touched = {name for name in names if self.initial.get(name)}
        if self.is_bound:
            said = {name for name in self.changed_data if self[name].value()}
            touched |= said | set(self.errors)
        return bool(touched.intersection(names))
