"""The parts of a quantity, in the order in which a text is read: numerals, units, ranges, what qualifies them, what they are of."""
