package dev.junction.storage.folder;

/// A data folder cannot be used; the message says which and why, and changed nothing in it.
public final class DataFolderRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DataFolderRefused(String message) {
    super(message);
  }
}
