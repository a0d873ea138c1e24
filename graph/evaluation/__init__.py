"""How well suggestions foresee new cooperations: measured over time on any network."""
