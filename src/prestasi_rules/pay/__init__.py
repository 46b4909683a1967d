"""Regional extra pay (TPP) as dated example sets. Regions put their own regulation beside them."""
