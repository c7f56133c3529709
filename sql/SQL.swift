/// The schema: migrations as they stand beside this file.
public enum SQL {}
