"""RDF by address: things, discovery, dumps and reconciliation."""
