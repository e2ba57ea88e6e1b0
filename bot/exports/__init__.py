"""What leaves the house as files: plans and reports in the form of official documents, workbooks, rows, charts."""
