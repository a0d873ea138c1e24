"""Facts: tables with provenance, the store, the network, and what can be computed from them."""
