"""The trained attribution tagger: weights, what runs them, and the model card (README.md)."""

from claimx.model.tagger import Tagger

__all__ = ["Tagger"]
