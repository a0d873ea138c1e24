"""One file per kind of gap: what it is, and how it is found."""
