"""How long a question of each cost class may take, as ratios to one question on the same store."""

REFERENCE = "districts"
"""400 rows with some joins: its time is the unit, whatever the machine."""

BUDGETS = {"fast": 4.0, "medium": 20.0, "slow": 200.0}
"""How many times the reference a question may take; above, the suite calls it slow."""
