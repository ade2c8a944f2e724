package dev.junction.engine;

import dev.junction.engine.outbox.Outbox;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A transaction that collects what its command stages until the partition commits it.
final class StagedTransaction<S> implements Transaction<S> {

  /// How many bytes a batch has at most to which something is added that can do without it: half of
  /// what a journal takes.
  private static final int SPARING_BYTES_MAX = 32 << 20;

  private final Workspace workspace;
  private final ServiceSlot<S> slot;
  private final long number;
  private @Nullable WriteBatch batch;
  private @Nullable Instant now;
  private long nanos;
  private boolean nanosRead;
  private List<Call<?, ?>> answers = List.of();
  private List<Outbox.Message> messages = List.of();
  private List<Runnable> last = List.of();
  private boolean answersEarly;
  private int kept;

  /// Whether a value was replaced that is not kept for certain.
  private boolean replacedOfItsOwn;

  private boolean usesReserve;
  private boolean ended;

  StagedTransaction(Workspace workspace, ServiceSlot<S> slot, long number) {
    this.workspace = workspace;
    this.slot = slot;
    this.number = number;
  }

  /// A transaction whose wall-clock time is given.
  StagedTransaction(Workspace workspace, ServiceSlot<S> slot, long number, Instant now) {
    this(workspace, slot, number);
    this.now = now;
  }

  /// Does what was put off to the end.
  void runLast() {
    if (!last.isEmpty() && hasSpace()) {
      last.forEach(Runnable::run);
    }
  }

  /// Whether something is staged, by whomever.
  boolean stages() {
    return batch != null && !batch.isEmpty();
  }

  /// Takes over what another transaction has staged, which ends with this.
  void take(StagedTransaction<?> other) {
    if (other.end()) {
      batch().addAll(other.batch());
    }
    if (!other.answers.isEmpty()) {
      answers = new ArrayList<>(answers);
      answers.addAll(other.answers);
    }
    if (!other.messages.isEmpty()) {
      messages = new ArrayList<>(messages);
      messages.addAll(other.messages);
    }
  }

  /// Ends the command's access and tells whether it staged a write.
  boolean end() {
    ended = true;
    if (batch != null && usesReserve) {
      batch.allowReserve();
    }
    return batch != null;
  }

  /// Whether more is staged than would stand without the command's own decision.
  boolean stagesOfItsOwn() {
    return batch != null && (batch.operations() > kept || replacedOfItsOwn);
  }

  /// Whether something is staged that stands whatever the command decides.
  boolean keepsStaged() {
    return kept > 0;
  }

  /// The staged writes, for the engine to add its own.
  WriteBatch batch() {
    if (batch == null) {
      batch = new WriteBatch(slot.expectedBatchBytes());
    }
    return batch;
  }

  /// The calls answered, in order.
  List<Call<?, ?>> answers() {
    return answers;
  }

  /// The messages staged that may go out once the batch is durable.
  List<Outbox.Message> messages() {
    return messages;
  }

  boolean answersEarly() {
    return answersEarly;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public Instant now() {
    if (now == null) {
      now = workspace.clock().now();
    }
    return now;
  }

  @Override
  public long nanos() {
    if (!nanosRead) {
      nanos = workspace.clock().nanos();
      nanosRead = true;
    }
    return nanos;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    checkOpen();
    slot.keyspace().check(key);
    return workspace.state().get(key);
  }

  @Override
  public StateStore.Cursor scan(byte[] from, byte[] to) {
    checkOpen();
    slot.keyspace().check(from, to);
    return workspace.state().scan(from, to);
  }

  @Override
  public StateStore.Cursor scanBackward(byte[] from, byte[] to) {
    checkOpen();
    slot.keyspace().check(from, to);
    return workspace.state().scanBackward(from, to);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    checkOpen();
    slot.keyspace().check(key);
    batch().put(key, value);
  }

  @Override
  public void put(Latest latest, byte[] key, byte[] value) {
    slot.keyspace().check(key);
    stage(latest, key, value);
  }

  private void stage(Latest latest, byte[] key, byte[] value) {
    checkOpen();
    if (latest.isOf(number)) {
      batch().replace(latest.at(), key, value);
      replacedOfItsOwn = true;
    } else {
      latest.staged(number, batch().sizeBytes());
      batch().put(key, value);
    }
  }

  @Override
  public void delete(byte[] key) {
    checkOpen();
    slot.keyspace().check(key);
    batch().delete(key);
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    checkOpen();
    slot.keyspace().check(from, to);
    batch().deleteRange(from, to);
  }

  @Override
  public void setTimer(Instant due, byte[] id, byte[] payload) {
    checkOpen();
    workspace.timers().set(due, slot.keyspace().first(), id, payload, batch());
  }

  @Override
  public void cancelTimer(Instant due, byte[] id) {
    checkOpen();
    workspace.timers().cancel(due, slot.keyspace().first(), id, batch());
  }

  @Override
  public void send(int partition, byte[] payload) {
    send(slot, partition, payload);
  }

  /// Puts a message of the slot's service into the outbox.
  private void send(ServiceSlot<?> sender, int partition, byte[] payload) {
    checkOpen();
    Outbox.Message message =
        workspace.outbox().send(partition, sender.keyspace().first(), payload, batch());
    if (message != null) {
      if (messages.isEmpty()) {
        messages = new ArrayList<>();
      }
      messages.add(message);
    }
  }

  @Override
  public <R> void answer(Reply<R> reply, Outcome<R> outcome) {
    checkOpen();
    if (!(reply instanceof Call<?, R> call)) {
      throw new Invariant.Broken("A reply that this engine did not make");
    }
    if (call.partition() != workspace.partition()) {
      throw new Invariant.Broken("A call of partition " + call.partition() + " is answered here");
    }
    Invariant.check(call.outcome() == null, "A call is answered twice");
    call.setOutcome(outcome);
    if (answers.isEmpty()) {
      answers = new ArrayList<>(1);
    }
    answers.add(call);
  }

  @Override
  public void answerBeforeOwnWrites() {
    checkOpen();
    answersEarly = true;
  }

  @Override
  public void keepStaged() {
    checkOpen();
    kept = batch == null ? 0 : batch.operations();
    replacedOfItsOwn = false;
  }

  @Override
  public boolean hasSpace() {
    return workspace.log().hasSpace();
  }

  @Override
  public boolean hasSpaceToSpare() {
    return hasSpace() && !workspace.shortage().isFelt() && stagedBytes() <= SPARING_BYTES_MAX;
  }

  @Override
  public long stagedBytes() {
    return batch == null ? 0 : batch.sizeBytes();
  }

  @Override
  public void useReserve() {
    usesReserve = true;
  }

  @Override
  public <T, R> R with(PartitionService<T> service, BiFunction<T, Transaction<T>, R> work) {
    checkOpen();
    ServiceSlot<T> other = workspace.services().of(service);
    return work.apply(other.view(), new Joined<>(workspace, other, this));
  }

  @Override
  public void atEnd(Consumer<Transaction<S>> work) {
    checkOpen();
    addLast(() -> work.accept(this));
  }

  @Override
  public void atRoundEnd(Consumer<Transaction<S>> work) {
    checkOpen();
    workspace.roundEnd().add(slot, work);
  }

  private void addLast(Runnable work) {
    if (last.isEmpty()) {
      last = new ArrayList<>(1);
    }
    last.add(work);
  }

  @Override
  public Wake wakeAt(long nanos, Command<S, ?> command) {
    checkOpen();
    Alarm<S> alarm = new Alarm<>(nanos, slot, command, workspace.wakes());
    workspace.wakes().add(alarm);
    return alarm;
  }

  private void checkOpen() {
    Invariant.check(!ended, "A transaction is used after its command");
  }

  /// The part of a transaction that another service has in it: its own keys, the same batch.
  ///
  /// @param <S> the view of that other service
  private static final class Joined<S> implements Transaction<S> {

    private final Workspace workspace;
    private final ServiceSlot<S> slot;
    private final StagedTransaction<?> whole;

    Joined(Workspace workspace, ServiceSlot<S> slot, StagedTransaction<?> whole) {
      this.workspace = workspace;
      this.slot = slot;
      this.whole = whole;
    }

    @Override
    public long number() {
      return whole.number();
    }

    @Override
    public Instant now() {
      return whole.now();
    }

    @Override
    public long nanos() {
      return whole.nanos();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      whole.checkOpen();
      slot.keyspace().check(key);
      return workspace.state().get(key);
    }

    @Override
    public StateStore.Cursor scan(byte[] from, byte[] to) {
      whole.checkOpen();
      slot.keyspace().check(from, to);
      return workspace.state().scan(from, to);
    }

    @Override
    public StateStore.Cursor scanBackward(byte[] from, byte[] to) {
      whole.checkOpen();
      slot.keyspace().check(from, to);
      return workspace.state().scanBackward(from, to);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      whole.checkOpen();
      slot.keyspace().check(key);
      whole.batch().put(key, value);
    }

    @Override
    public void put(Latest latest, byte[] key, byte[] value) {
      slot.keyspace().check(key);
      whole.stage(latest, key, value);
    }

    @Override
    public void delete(byte[] key) {
      whole.checkOpen();
      slot.keyspace().check(key);
      whole.batch().delete(key);
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
      whole.checkOpen();
      slot.keyspace().check(from, to);
      whole.batch().deleteRange(from, to);
    }

    @Override
    public void setTimer(Instant due, byte[] id, byte[] payload) {
      whole.checkOpen();
      workspace.timers().set(due, slot.keyspace().first(), id, payload, whole.batch());
    }

    @Override
    public void cancelTimer(Instant due, byte[] id) {
      whole.checkOpen();
      workspace.timers().cancel(due, slot.keyspace().first(), id, whole.batch());
    }

    @Override
    public void send(int partition, byte[] payload) {
      whole.send(slot, partition, payload);
    }

    @Override
    public <R> void answer(Reply<R> reply, Outcome<R> outcome) {
      whole.answer(reply, outcome);
    }

    @Override
    public void answerBeforeOwnWrites() {
      // Whether the whole may do so is for the service to say that the command belongs to.
    }

    @Override
    public void keepStaged() {
      // A command whose transaction others have joined is not rejected any more.
    }

    @Override
    public boolean hasSpace() {
      // Only its host may still reject; a guest writes, and all is taken back if that is refused.
      return true;
    }

    @Override
    public boolean hasSpaceToSpare() {
      return whole.hasSpaceToSpare();
    }

    @Override
    public long stagedBytes() {
      return whole.stagedBytes();
    }

    @Override
    public void useReserve() {
      // What a guest removes does not make room for what its host adds.
    }

    @Override
    public <T, R> R with(PartitionService<T> service, BiFunction<T, Transaction<T>, R> work) {
      return whole.with(service, work);
    }

    @Override
    public void atEnd(Consumer<Transaction<S>> work) {
      whole.checkOpen();
      whole.addLast(() -> work.accept(this));
    }

    @Override
    public void atRoundEnd(Consumer<Transaction<S>> work) {
      whole.checkOpen();
      workspace.roundEnd().add(slot, work);
    }

    @Override
    public Wake wakeAt(long nanos, Command<S, ?> command) {
      whole.checkOpen();
      Alarm<S> alarm = new Alarm<>(nanos, slot, command, workspace.wakes());
      workspace.wakes().add(alarm);
      return alarm;
    }
  }
}
