"""What can go wrong between a policy and a verified artifact."""

from __future__ import annotations


class ExportError(ValueError):
    """The artifact cannot be made or written; the text says why and what to do."""


class VerifyError(ValueError):
    """The folder holds nothing that can be verified: no manifest, or one that cannot be read."""


class MissingTool(RuntimeError):
    """Verification needs a program or package that this machine lacks; ``hint`` says how to get it."""

    exit_code = 3

    def __init__(self, tool: str, hint: str) -> None:
        super().__init__(f"{tool} is needed to verify this artifact: {hint}")
        self.tool = tool
        self.hint = hint
