"""One file per part of the published table: the studies that it needs, and the figures that follow from them."""
