"""Comments that come in by themselves: one file a platform, one small interface (`base.py`)."""
