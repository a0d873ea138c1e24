"""What follows from the landscape: comparable districts, gaps, survival, what-if."""
