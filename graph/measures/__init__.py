"""Network measures in networkx conventions, computed by igraph and scipy."""
