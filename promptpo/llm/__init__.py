"""Policies proposed by a language model: the method of PromptPO on any OpenAI-compatible endpoint.

"When are LLMs Sufficient Policy Optimizers for Sequential RL Tasks?", Hatgis-Kessell and Brunskill, arXiv 2605.30719.
"""
