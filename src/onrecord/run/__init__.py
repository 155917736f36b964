"""A run over a folder: reading, extraction, linking, and the files in `outputs/`."""
