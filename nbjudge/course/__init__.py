"""What an nbgrader course says: its configuration, its gradebook's cells, its folders."""
