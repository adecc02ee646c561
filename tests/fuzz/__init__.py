"""Differential fuzzing: random policies through every engine, bit for bit."""
