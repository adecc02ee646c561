"""What the partial evaluator computes with: abstract values, their shapes, containers, and the store that holds them."""
