/// Placeholder of the first commit; goes with the first real file.
