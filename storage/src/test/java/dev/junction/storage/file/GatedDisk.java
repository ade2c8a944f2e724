package dev.junction.storage.file;

import dev.junction.storage.disk.Disk;
import dev.junction.storage.disk.DiskFile;
import dev.junction.storage.disk.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A simulated disk whose writes wait while a gate is closed. Threads: any.
final class GatedDisk implements Disk {

  private final SimDisk disk;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean closed;

  GatedDisk(SimDisk disk) {
    this.disk = disk;
  }

  SimDisk sim() {
    return disk;
  }

  void closeGate() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  void openGate() {
    lock.lock();
    try {
      closed = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new GatedFile(disk.open(name));
  }

  @Override
  public DiskFile openToRead(String name) throws IOException {
    return disk.openToRead(name);
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new GatedFile(disk.create(name));
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public List<String> list(String folder) {
    return disk.list(folder);
  }

  @Override
  public void createFolder(String name) throws IOException {
    disk.createFolder(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    disk.syncFolder(folder);
  }

  private void pass() {
    lock.lock();
    try {
      while (closed) {
        opened.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private final class GatedFile implements DiskFile {

    private final DiskFile file;

    GatedFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long sizeBytes() throws IOException {
      return file.sizeBytes();
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return file.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer... sources) throws IOException {
      pass();
      file.write(position, sources);
    }

    @Override
    public void syncContent() throws IOException {
      file.syncContent();
    }

    @Override
    public void syncAll() throws IOException {
      file.syncAll();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
