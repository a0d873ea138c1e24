"""The SPARQL door: killable workers, the protocol, and what the service says about itself."""
