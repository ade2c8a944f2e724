package dev.junction.engine.sim;

import static dev.junction.engine.Counters.change;

import dev.junction.engine.Command;
import dev.junction.engine.Counters;
import dev.junction.engine.run.Runner;
import dev.junction.engine.sim.Ledger.Entry;
import dev.junction.engine.sim.Ledger.Place;
import dev.junction.kernel.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A random history of clients, time and faults against the engine on its own journal, all in one
/// thread and all from one seed.
final class Simulation {

  /// What a finished history saw; to know that it saw enough.
  record Seen(
      long acknowledged,
      long refused,
      long unknown,
      int crashes,
      int takeovers,
      int damages,
      int setAside) {}

  private static final int ACCOUNTS_TOTAL = 1_000;
  private static final String ACCOUNT = "account";
  private static final String BELL = "bell";

  private final SplittableRandom random;
  private final SimClock clock = new SimClock();
  private final Ledger ledger = new Ledger();
  private final Machine machine;
  private int crashes;
  private int takeovers;
  private int damages;
  private int setAside;

  /// Makes a history.
  ///
  /// @param acknowledgesEarly whether the server answers before durability, which must be noticed
  Simulation(long seed, boolean acknowledgesEarly) {
    random = new SplittableRandom(seed);
    machine = new Machine(clock, random.split(), acknowledgesEarly);
  }

  /// Runs so many steps, calms down, and checks everything.
  ///
  /// @throws AssertionError when a promise was broken
  Seen run(int steps) throws IOException {
    machine.start();
    fund();
    for (int step = 0; step < steps; step++) {
      clients();
      if (random.nextInt(100) < 97) {
        passTime();
      } else {
        fault();
      }
    }
    setAside += machine.server().setAside();
    machine.kill();
    machine.mendServices();
    machine.start();
    check(machine.server(), clock);
    return new Seen(
        ledger.count(Ledger.Answer.OK),
        ledger.count(Ledger.Answer.REFUSED),
        ledger.count(Ledger.Answer.UNKNOWN),
        crashes,
        takeovers,
        damages,
        setAside);
  }

  private void fund() {
    for (int partition = 0; partition < Machine.PARTITIONS; partition++) {
      var funded = machine.server().fund(partition, ACCOUNT, ACCOUNTS_TOTAL / Machine.PARTITIONS);
      machine.server().runner().await(funded);
    }
  }

  // What clients do.

  private void clients() {
    for (int calls = random.nextInt(4); calls > 0; calls--) {
      Server zombie = machine.zombie();
      Server server = zombie != null && random.nextInt(3) == 0 ? zombie : machine.server();
      call(server, random.nextInt(Machine.PARTITIONS));
    }
  }

  private void call(Server server, int partition) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        Place place = own(partition, "added");
        boolean reads = random.nextBoolean();
        server.submit(
            ledger.effect(place),
            partition,
            reads ? Counters.addAndRead(place.counter(), 1) : Counters.add(place.counter(), 1));
      }
      case 3, 4 -> transfer(server, partition);
      case 5 -> setTimer(server, partition);
      case 6 -> cancelTimer(server);
      case 7 -> read(server);
      case 8 -> {
        Entry entry = ledger.reading(new Place(partition, BELL));
        server.park(entry, partition, Counters.await());
      }
      case 9 -> {
        if (random.nextBoolean()) {
          Entry entry = ledger.reading(new Place(partition, BELL));
          server.submit(entry, partition, ring());
        } else {
          wake(server, partition);
        }
      }
      default -> throw new AssertionError();
    }
  }

  private void transfer(Server server, int partition) {
    Place taken = own(partition, "taken");
    Place given = own(random.nextInt(Machine.PARTITIONS), "given");
    int amount = 1 + random.nextInt(5);
    server.submit(
        ledger.effect(taken, given),
        partition,
        (view, tx) -> {
          if (view.value(ACCOUNT) < amount) {
            return Outcome.rejected(Counters.TOO_LITTLE);
          }
          change(view, tx, taken.counter(), 1);
          tx.send(given.partition(), Counters.payload(ACCOUNT, amount));
          tx.send(given.partition(), Counters.payload(given.counter(), 1));
          return Outcome.accepted(change(view, tx, ACCOUNT, -amount));
        });
  }

  private void setTimer(Server server, int partition) {
    Place place = own(partition, "timer");
    Instant due = dueOf(ledger.nextId());
    server.submit(
        ledger.effect(place),
        partition,
        Counters.addLater(due, place.counter(), place.counter(), 1));
  }

  private void cancelTimer(Server server) {
    Entry timer = someEntry();
    if (timer == null
        || timer.answer() != Ledger.Answer.OK
        || timer.isWithdrawn()
        || timer.effects().isEmpty()
        || !timer.effects().getFirst().counter().startsWith("timer")) {
      return;
    }
    Place place = timer.effects().getFirst();
    Entry cancel = ledger.reading(place);
    timer.withdraw(cancel);
    server.submit(
        cancel,
        place.partition(),
        (view, tx) -> {
          tx.cancelTimer(dueOf(timer.id()), Counters.text(place.counter()));
          return Outcome.accepted(view.value(place.counter()));
        });
  }

  private void read(Server server) {
    Entry other = someEntry();
    if (other != null && !other.effects().isEmpty()) {
      Place place = other.effects().getLast();
      server.submit(ledger.reading(place), place.partition(), Counters.get(place.counter()));
    }
  }

  /// A call that is answered by an alarm which also writes.
  private void wake(Server server, int partition) {
    Place place = own(partition, "woken");
    long delay = random.nextLong(2_000_000_000L);
    server.park(
        ledger.effect(place),
        partition,
        (_, tx, reply) ->
            tx.wakeAt(
                tx.nanos() + delay,
                (view, later) -> {
                  later.answer(reply, Outcome.accepted(change(view, later, place.counter(), 1)));
                  return Outcome.accepted(0L);
                }));
  }

  private static Command<Counters.View, Long> ring() {
    return (view, tx) -> {
      long value = change(view, tx, BELL, 1);
      view.waiters.forEach(waiter -> tx.answer(waiter, Outcome.accepted(value)));
      view.waiters.clear();
      return Outcome.accepted(value);
    };
  }

  private Place own(int partition, String what) {
    return new Place(partition, what + '/' + ledger.nextId());
  }

  private @Nullable Entry someEntry() {
    return ledger.nextId() == 0 ? null : ledger.entry(random.nextInt(ledger.nextId()));
  }

  /// A timer's due time, from its number alone, so that it can be cancelled.
  private static Instant dueOf(int id) {
    return Instant.parse("2026-01-02T03:04:05Z")
        .plusMillis(new SplittableRandom(id).nextInt(200_000));
  }

  // What happens besides.

  private void passTime() {
    for (int steps = random.nextInt(12); steps > 0; steps--) {
      Server zombie = machine.zombie();
      Server server = zombie != null && random.nextBoolean() ? zombie : machine.server();
      server.runner().step();
    }
    if (random.nextInt(3) == 0) {
      machine.stepJournals();
    }
    if (random.nextInt(4) == 0) {
      clock.pass(Duration.ofMillis(random.nextInt(1_000)));
    }
    if (random.nextInt(50) == 0) {
      machine.server().flush(random.nextInt(Machine.PARTITIONS));
    }
    if (random.nextInt(20) == 0) {
      machine.server().checkViews();
    }
  }

  private void fault() throws IOException {
    switch (random.nextInt(9)) {
      case 0 -> {
        machine.kill();
        restart();
      }
      case 1 -> {
        machine.losePower();
        restart();
      }
      case 2 -> {
        takeovers++;
        machine.takeOver();
      }
      case 3 -> failSync();
      case 4 -> {
        machine.close();
        restart();
      }
      case 5 -> losePowerInRecovery();
      case 6 -> damage();
      case 7 -> fillDisk();
      case 8 -> clock.stepWall(Duration.ofHours(random.nextInt(-24, 25)));
      default -> throw new AssertionError();
    }
  }

  private void restart() {
    crashes++;
    machine.start();
  }

  /// The disk takes no further growth for a while.
  private void fillDisk() throws IOException {
    machine.disk().limitFiles(machine.disk().list().size());
    Server server = machine.server();
    int partition = random.nextInt(Machine.PARTITIONS);
    server.fill(partition, random.nextBoolean());
    for (int step = 0; step < 150; step++) {
      clients();
      passTime();
    }
    server.fill(partition, false);
    machine.disk().limitFiles(Integer.MAX_VALUE);
  }

  /// A sync fails and goes on failing; the server must stop acknowledging.
  private void failSync() {
    machine.disk().failSyncs();
    for (int step = 0; step < 50; step++) {
      clients();
      machine.server().runner().step();
      machine.stepJournals();
    }
    machine.server().runner().runAll();
    machine.disk().heal();
    if (random.nextBoolean()) {
      machine.losePower();
    } else {
      machine.kill();
    }
    restart();
  }

  private void losePowerInRecovery() {
    machine.losePower();
    machine.disk().losePowerAfter(1 + random.nextInt(40));
    try {
      machine.start();
    } catch (RuntimeException _) {
      // The power went while it started, which is what this is about.
    }
    machine.losePower();
    restart();
  }

  /// Flips a bit on a copy of the disk, in something that was written and synced before other
  /// things were: the copy must refuse to start, or nothing that was acknowledged may be missing.
  private void damage() throws IOException {
    settle();
    Map<String, byte[]> before = machine.journalFiles();
    settle();
    machine.kill();
    SimClock itsClock = clock.copy();
    Machine copy = machine.copy(itsClock);
    if (copy.flipSomeBit(before)) {
      damages++;
      try {
        copy.start();
      } catch (RuntimeException _) {
        copy.kill();
      }
      if (copy.isOn()) {
        check(copy.server(), itsClock);
      }
    }
    restart();
  }

  /// Makes everything so far durable, and something more in every partition.
  private void settle() {
    Server server = machine.server();
    for (int partition = 0; partition < Machine.PARTITIONS; partition++) {
      Place place = own(partition, "added");
      Entry entry = ledger.effect(place);
      server.submit(entry, partition, Counters.add(place.counter(), 1));
    }
    boolean more = true;
    while (more) {
      server.runner().runAll();
      more = machine.stepJournals();
    }
  }

  // What must hold.

  private void check(Server server, SimClock itsClock) {
    calm(server, itsClock);
    server.checkViews();
    ledger.check(server::value);
    long total = server.sum(ACCOUNT);
    long expected = (long) ACCOUNTS_TOTAL / Machine.PARTITIONS * Machine.PARTITIONS;
    if (total != expected) {
      throw new AssertionError("All accounts hold %d, not %d".formatted(total, expected));
    }
  }

  private static void finish(Server server) {
    boolean more = true;
    while (more) {
      server.runner().runAll();
      more = server.stepJournals() || server.runner().step();
    }
  }

  /// Runs until nothing is left to do, now or later.
  private static void calm(Server server, SimClock clock) {
    Duration later = Duration.between(clock.now(), dueOf(0).plusSeconds(300));
    clock.pass(later.isNegative() ? Duration.ZERO : later);
    finish(server);
    // Journals that are worth a checkpoint wait a little for more, one after the other.
    for (int i = 0; i < Machine.PARTITIONS; i++) {
      clock.pass(Duration.ofMinutes(1));
      finish(server);
    }
    if (server.runner().nextDeadlineNanos() != Runner.WHEN_WOKEN) {
      throw new AssertionError("Somebody still waits for " + server.runner().nextDeadlineNanos());
    }
    for (var statistics : server.engine().statistics()) {
      if (statistics.outboxMessages() + statistics.held() + statistics.setAside() != 0) {
        throw new AssertionError("Not calm: " + statistics);
      }
    }
  }
}
