"""Where translators work: what awaits them, the text beside its source, terms, XLIFF and the report."""
