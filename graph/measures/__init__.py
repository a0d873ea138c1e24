"""Network measures in networkx conventions, computed by igraph, scipy and compiled loops."""
