"""How worth checking a claim is."""
