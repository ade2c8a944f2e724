package dev.junction.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/// An open file of a [SimDisk]; shut by the loss of power.
final class SimFile implements DiskFile {

  private final SimDisk disk;
  private final String name;
  private final SimInode inode;
  private final int openedIn;
  private boolean closed;

  SimFile(SimDisk disk, String name, SimInode inode, int openedIn) {
    this.disk = disk;
    this.name = name;
    this.inode = inode;
    this.openedIn = openedIn;
  }

  @Override
  public long sizeBytes() throws IOException {
    synchronized (disk) {
      check();
      return inode.sizeBytes();
    }
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    synchronized (disk) {
      check();
      disk.checkReadable(name);
      byte[] bytes = new byte[target.remaining()];
      int count = inode.read((int) position, bytes);
      target.put(bytes, 0, count);
      return count;
    }
  }

  @Override
  public void write(long position, ByteBuffer... sources) throws IOException {
    synchronized (disk) {
      check();
      int length = 0;
      for (ByteBuffer source : sources) {
        length += source.remaining();
      }
      ByteBuffer all = ByteBuffer.allocate(length);
      for (ByteBuffer source : sources) {
        all.put(source);
      }
      disk.write(name, inode, (int) position, all.array());
    }
  }

  @Override
  public void syncContent() throws IOException {
    synchronized (disk) {
      check();
      disk.sync(name, inode);
    }
  }

  @Override
  public void syncAll() throws IOException {
    syncContent();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void check() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    disk.checkOpen(openedIn);
  }
}
