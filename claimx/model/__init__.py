"""The trained attribution tagger: weights, what runs them, and the model card (README.md)."""
