"""The parts of an entity: names and their edges, labels, groups, references, and the values of dates."""
