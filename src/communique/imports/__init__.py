"""Event files of others → a record database, and how far two records agree. See `import_file` and `compare`."""

from communique.imports.compare import Agreement, compare
from communique.imports.files import FORMATS, Taken, import_file

__all__ = ["FORMATS", "Agreement", "Taken", "compare", "import_file"]
