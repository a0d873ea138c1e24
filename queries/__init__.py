"""The questions: a library of SPARQL files, and how they are checked, bound and run."""
