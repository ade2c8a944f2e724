package dev.junction.bus.operation.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.BusBench;
import dev.junction.bus.access.BusAccess;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.storage.memory.MemoryChunkStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Buses that hear late of what became of archives. Source: ours: an archive keeps every event of
/// its bus from the answer to CreateArchive on, until its deletion, whatever came before.
final class KeptArchivesTest {

  private static final AccountId ACCOUNT = new AccountId(BusBench.ACCOUNT);

  /// On the partition of the default bus, and on each of the others.
  private static final String[] BUSES = {"default", "b1", "b2", "b3", "b4", "b5", "b6"};

  private final BusBench bench = new BusBench();
  private final BusAccess access = bench.access();

  @BeforeEach
  void createBuses() {
    for (int bus = 1; bus < BUSES.length; bus++) {
      bench.accept("CreateEventBus", "{'Name':'" + BUSES[bus] + "'}");
    }
  }

  private <R> R done(CompletableFuture<Outcome<R>> future) {
    bench.pass(Duration.ZERO);
    assertThat(future).isCompleted();
    return ((Outcome.Accepted<R>) future.join()).value();
  }

  private void create(String bus) {
    // Two archives of a name were not created at the same millisecond.
    bench.pass(Duration.ofMillis(1));
    bench.accept(
        "CreateArchive", "{'ArchiveName':'a','EventSourceArn':'" + BusBench.bus(bus) + "'}");
  }

  private void delete() {
    bench.accept("DeleteArchive", "{'ArchiveName':'a'}");
  }

  /// What the account says of the archive.
  private Stored<DescribeArchiveResponse> stored() {
    return done(
        access.submitFor(
            ACCOUNT,
            Region.DEFAULT,
            (buses, _) ->
                Outcome.accepted(
                    buses.shelves().archives().all(ACCOUNT, Region.DEFAULT).getFirst())));
  }

  /// Lets the account say something else, of which no bus hears.
  private void replace(Stored<DescribeArchiveResponse> archive) {
    done(
        access.submitFor(
            ACCOUNT,
            Region.DEFAULT,
            (buses, tx) -> {
              buses.shelves().archives().put(tx, ACCOUNT, Region.DEFAULT, "a", archive);
              return Outcome.accepted(true);
            }));
  }

  private Stored<DescribeArchiveResponse> created(String bus, Duration after) {
    DescribeArchiveResponse earlier = stored().shape();
    return new Stored<>(
        1_000,
        earlier.toBuilder()
            .eventSourceArn(BusBench.bus(bus))
            .creationTime(Objects.requireNonNull(earlier.creationTime()).plus(after))
            .build(),
        Map.of(),
        Map.of());
  }

  private void hearsLate(DescribeArchiveResponse shape, boolean isRepair) {
    assertThat(done(KeptArchives.attach(access, shape, isRepair))).isEqualTo(shape);
  }

  /// Does what a start does.
  private void start() {
    ArchiveRepair.run(access, new ArchiveKeeper(new MemoryChunkStore(), Runnable::run));
    bench.pass(Duration.ZERO);
  }

  private void put(String bus, int number) {
    bench.accept(
        "PutEvents",
        "{'Entries':[{'Source':'shop','DetailType':'order','EventBusName':'"
            + bus
            + "','Detail':'{\\'n\\':"
            + number
            + "}'}]}");
  }

  private void hasKept(int events) {
    assertThat(bench.accept("DescribeArchive", "{'ArchiveName':'a'}"))
        .contains("\"EventCount\":" + events + ",");
  }

  /// That this bus and no other one has an archive.
  private void isKeptBy(String bus) {
    for (String each : BUSES) {
      String rules = bench.accept("ListRules", "{'EventBusName':'" + each + "'}");
      if (each.equals(bus)) {
        assertThat(rules).as(each).contains("Events-Archive-a");
      } else {
        assertThat(rules).as(each).isEqualTo("{\"Rules\":[]}");
      }
    }
    long logs = 0;
    for (int partition = 0; partition < access.partitions(); partition++) {
      logs +=
          done(
              access.submit(
                  partition, (buses, _) -> Outcome.accepted((long) buses.archives().all().size())));
    }
    assertThat(logs).isEqualTo(bus.isEmpty() ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsHeardOfAnEarlierArchiveChangesNothingOfALaterOne(boolean isRepair) {
    for (String bus : BUSES) {
      create("default");
      DescribeArchiveResponse earlier = stored().shape();
      delete();
      create(bus);
      put(bus, 1);
      hearsLate(earlier, isRepair);
      put(bus, 2);
      hasKept(2);
      isKeptBy(bus);
      delete();
      isKeptBy("");
    }
  }

  /// Two calls delete the same archive, and one of them comes last.
  @Test
  void aLateDeleteOfAnEarlierArchiveChangesNothingOfALaterOne() {
    for (String bus : BUSES) {
      create("default");
      DescribeArchiveResponse earlier = stored().shape();
      delete();
      create(bus);
      put(bus, 1);
      done(new Archives(access).delete(BusBench.CALL, earlier));
      put(bus, 2);
      hasKept(2);
      isKeptBy(bus);
      delete();
      isKeptBy("");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsKeptForAnArchiveThatIsDeletedByThen(boolean isRepair) {
    create("default");
    DescribeArchiveResponse deleted = stored().shape();
    delete();
    hearsLate(deleted, isRepair);
    isKeptBy("");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastUpdateCountsWhicheverIsHeardLast(boolean isRepair) {
    create("default");
    DescribeArchiveResponse all = stored().shape();
    bench.accept(
        "UpdateArchive", "{'ArchiveName':'a','EventPattern':'{\\'detail\\':{\\'n\\':[2]}}'}");
    hearsLate(all, isRepair);
    put("default", 1);
    put("default", 2);
    hasKept(1);
    assertThat(bench.accept("DescribeRule", "{'Name':'Events-Archive-a'}")).contains("[2]");
  }

  /// An end of the process in the middle of a deletion and one in the middle of the creation.
  @Test
  void anEarlierArchiveThatHadLostItsRuleDoesNotKeepALaterOneFromKeeping() {
    for (String bus : BUSES) {
      create("default");
      bench.accept("DeleteRule", "{'Name':'Events-Archive-a','Force':true}");
      replace(created(bus, Duration.ofMillis(1)));
      start();
      put(bus, 1);
      hasKept(1);
      isKeptBy(bus);
      delete();
    }
  }

  @Test
  void anArchiveThatHasLostItsRuleStaysSoThroughARepair() {
    create("default");
    bench.accept("DeleteRule", "{'Name':'Events-Archive-a','Force':true}");
    start();
    put("default", 1);
    hasKept(0);
  }

  /// The same, and the clock was set back between.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anArchiveWhoseNameIsGoneIsNoLaterOne(boolean isRepair) {
    create("default");
    put("default", 1);
    Stored<DescribeArchiveResponse> next = created("default", Duration.ofHours(-1));
    replace(next);
    hearsLate(next.shape(), isRepair);
    put("default", 2);
    hasKept(1);
    isKeptBy("default");
  }
}
