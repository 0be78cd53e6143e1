"""The parts of an attribution: the page with its quotations, cues, constructions, agreement with the tagger, sources."""
