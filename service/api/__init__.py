"""The JSON interface, one module for each subject."""
