"""Records for whoever asked for them: what may be secret judged first, the files written whole."""
