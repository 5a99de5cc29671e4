"""Every source against a contract server of its platform, and one suite that all must pass."""
