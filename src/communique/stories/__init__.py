"""The same event across reports, once: tellings are compared, joined into stories, and described with what they differ
in. `build.bring_up` does it for a database."""
