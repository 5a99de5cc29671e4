"""Who may what: every word, button, form and shortcut tried as every role on the real handlers."""
