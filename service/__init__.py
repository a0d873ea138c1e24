"""The doors: HTTP, the SPARQL endpoint, pages and the command line."""
