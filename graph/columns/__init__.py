"""The columnar landscape: whole numbers in arrays for questions about many things at once."""
