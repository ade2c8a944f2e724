package dev.junction.storage.folder;

import java.nio.file.Path;

/// The refusal of a data folder that another process, or another part of this one, has open.
public final class DataFolderLockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  /// @param holder what the holder wrote about itself; empty when it has not come to that yet
  public DataFolderLockedException(Path folder, String holder) {
    super(
        "The data folder "
            + folder
            + " is in use"
            + (holder.isEmpty() ? "" : " by " + holder.strip().replace("\n", ", ")));
    this.holder = holder;
  }

  /// What the holder wrote about itself: process id, start and endpoint, one a line.
  public String holder() {
    return holder;
  }
}
