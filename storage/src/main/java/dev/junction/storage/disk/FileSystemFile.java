package dev.junction.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file of the machine's file system.
final class FileSystemFile implements DiskFile {

  private final FileChannel channel;

  FileSystemFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long sizeBytes() throws IOException {
    return channel.size();
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int count = channel.read(target, position + total);
      if (count < 0) {
        break;
      }
      total += count;
    }
    return total;
  }

  @Override
  public void write(long position, ByteBuffer... sources) throws IOException {
    if (sources.length == 1) {
      long at = position;
      while (sources[0].hasRemaining()) {
        at += channel.write(sources[0], at);
      }
      return;
    }
    // There is no gathering write at a position; a file has one writer, so its position is ours.
    channel.position(position);
    for (int first = 0; first < sources.length; ) {
      channel.write(sources, first, sources.length - first);
      while (first < sources.length && !sources[first].hasRemaining()) {
        first++;
      }
    }
  }

  @Override
  public void syncContent() throws IOException {
    channel.force(false);
  }

  @Override
  public void syncAll() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
