"""Documents that an office uses: Word, PDF and spreadsheets of what the consultation talks about."""
