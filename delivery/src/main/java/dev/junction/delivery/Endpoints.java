package dev.junction.delivery;

import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.delivery.report.Ending;
import dev.junction.delivery.report.Stamp;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceHeaders;
import dev.junction.delivery.trace.TraceMark;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The addresses outside that one partition delivers to. Threads: the partition's.
final class Endpoints {

  /// How many messages of a broken endpoint fail at once.
  private static final int DOOMED_AT_ONCE = 256;

  /// How many bytes of them: a batch takes 64 MiB.
  private static final int DOOMED_BYTES_AT_ONCE = 16 << 20;

  /// How many messages may wait on one partition: each takes some 50 bytes of memory.
  private static final int WAITING_MAX = 250_000;

  /// The share of a delay that chance adds. Source: SNS Developer Guide, "Amazon SNS message
  /// delivery retries": jitter is applied.
  private static final double JITTER = 0.1;

  /// What begins an attempt and reports its result as another command; nothing happens before it is
  /// set.
  interface Attempts {
    void begin(int partition, Attempt attempt);

    /// A partition was opened anew and has no alarms: has [#beginAll] run on it.
    void reopened(int partition);
  }

  /// What an attempt sends.
  ///
  /// @param failed how many attempts have failed before this one
  /// @param begunMillis when it began
  /// @param source who sends
  /// @param errand the letter that a carrier takes out; null for a request
  record Attempt(
      long number,
      int failed,
      long begunMillis,
      String url,
      Source source,
      Map<String, String> headers,
      byte[] body,
      Carrier.@Nullable Errand errand) {}

  private final PartitionContext context;
  private final DeliveryPartitionService service;
  private final Map<String, Endpoint> byUrl = new HashMap<>();

  /// The attempts whose results are not in, by their numbers, with how many failed before. Attempts
  /// go on while a view is made anew, so this outlives the view.
  private final Map<Long, Integer> flying;

  /// The last attempt whose result is in. It flies until another command shows that the one that
  /// took its result was not taken back.
  private @Nullable Attempt settled;

  private long lastNumber;
  private long waiting;

  Endpoints(PartitionContext context, DeliveryPartitionService service) {
    this.context = context;
    this.service = service;
    flying = service.flying(context.partition());
  }

  /// Reads back what waits.
  void open() {
    Map<Long, Integer> stillFlying = new HashMap<>();
    byte[][] range = PendingDelivery.all();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        PendingDelivery pending = PendingDelivery.decode(cursor.value());
        lastNumber = PendingDelivery.numberOf(cursor.key());
        waiting++;
        Endpoint endpoint = endpoint(parcel(pending).target());
        if (Objects.equals(flying.get(lastNumber), pending.attempts())) {
          stillFlying.put(lastNumber, pending.attempts());
          endpoint.stillFlies();
        } else {
          endpoint.add(new Endpoint.Entry(lastNumber, pending.attempts(), pending.dueAtMillis()));
        }
      }
    }
    flying.clear();
    flying.putAll(stillFlying);
  }

  private void forgetSettled() {
    if (settled != null) {
      flying.remove(settled.number(), settled.failed());
      settled = null;
    }
  }

  /// Takes in how many requests a second the address of a target takes; negative when an attempt
  /// did not tell, so that what is known counts on.
  void learn(String target, int perSecondMax) {
    endpoint(target).learn(perSecondMax);
  }

  private Endpoint endpoint(String target) {
    return byUrl.computeIfAbsent(
        Letters.placeOf(target), place -> new Endpoint(place, context.clock()));
  }

  private static Dispatch dispatch(PendingDelivery pending) {
    return Dispatch.decode(pending.dispatch());
  }

  private static Dispatch.Parcel parcel(PendingDelivery pending) {
    return dispatch(pending).parcels().getFirst();
  }

  /// How many messages wait.
  long waiting() {
    return waiting;
  }

  /// Keeps a message until its recipient has it or its attempts are over.
  void accept(Transaction<Deliveries> tx, Content content, Body body, Recipient recipient) {
    long now = tx.now().toEpochMilli();
    Endpoint endpoint = endpoint(recipient.target());
    PendingDelivery pending = PendingDelivery.first(content, body, recipient, now);
    if (endpoint.waiting() >= Endpoint.WAITING_MAX || waiting >= WAITING_MAX) {
      service.giveUp(
          tx,
          context,
          dispatch(pending),
          new LetterNotes.Cause("THROTTLING", "Too many messages wait for it.", 0, null));
      Failure full = new Failure("THROTTLING", "Too many messages wait for it.", true, 0, 0);
      report(tx, pending, 0, now, full);
      return;
    }
    long number = ++lastNumber;
    waiting++;
    tx.put(PendingDelivery.key(number), pending.encode());
    endpoint.add(new Endpoint.Entry(number, 0, now));
    // A transaction does not read its own writes: the attempt begins in the next one.
    wakeSoon(tx, endpoint);
  }

  /// Begins what may begin everywhere, as after a start.
  void beginAll(Transaction<Deliveries> tx) {
    byUrl.values().forEach(endpoint -> wakeSoon(tx, endpoint));
  }

  private void wakeSoon(Transaction<Deliveries> tx, Endpoint endpoint) {
    endpoint.arm(wakeAt(tx, tx.nanos(), endpoint));
  }

  private Transaction.Wake wakeAt(Transaction<Deliveries> tx, long nanos, Endpoint endpoint) {
    return tx.wakeAt(
        nanos,
        (_, then) -> {
          pump(then, endpoint);
          return Outcome.accepted(true);
        });
  }

  /// Begins what may begin. It stages nothing, so that no attempt that it begins is taken back.
  private void pump(Transaction<Deliveries> tx, Endpoint endpoint) {
    Attempts attempts = service.attempts();
    if (attempts == null) {
      return;
    }
    forgetSettled();
    long nowMillis = tx.now().toEpochMilli();
    for (Endpoint.Entry entry = endpoint.next(nowMillis, tx.nanos());
        entry != null;
        entry = endpoint.next(nowMillis, tx.nanos())) {
      begin(tx, endpoint, entry, attempts);
    }
    long wait = endpoint.waitNanos(nowMillis, tx.nanos());
    endpoint.arm(wait < 0 ? null : wakeAt(tx, tx.nanos() + wait, endpoint));
    if (endpoint.isForgettable(tx.nanos())) {
      byUrl.remove(endpoint.url());
    }
  }

  private void begin(
      Transaction<Deliveries> tx, Endpoint endpoint, Endpoint.Entry entry, Attempts attempts) {
    PendingDelivery pending = stored(tx, entry.number());
    Dispatch dispatch = dispatch(pending);
    Dispatch.Parcel parcel = dispatch.parcels().getFirst();
    Outside outside = outside(parcel);
    Map<String, String> headers = new TreeMap<>(dispatch.content().headers());
    headers.putAll(outside.headers());
    TraceMark mark = dispatch.content().mark();
    if (mark != null && !Letters.isMailbox(parcel.target())) {
      String place = DeliveryModule.isGateway(parcel.target()) ? "header:" : "";
      TraceHeaders.add(headers, place, mark.trace());
    }
    byte[] body = dispatch.content().bodies().get(parcel.body()).of(parcel.reference());
    endpoint.began(tx.nanos(), outside.perSecondMax());
    flying.put(entry.number(), entry.attempts());
    attempts.begin(
        context.partition(),
        new Attempt(
            entry.number(),
            entry.attempts(),
            tx.now().toEpochMilli(),
            parcel.target(),
            dispatch.content().source(),
            headers,
            body,
            errand(tx, dispatch.content(), parcel, headers)));
  }

  private static Carrier.@Nullable Errand errand(
      Transaction<Deliveries> tx,
      Content content,
      Dispatch.Parcel parcel,
      Map<String, String> details) {
    return Letters.isMailbox(parcel.target())
        ? new Carrier.Errand(
            DeliveryPartitionService.letter(tx, content, parcel), details, content.attributes())
        : null;
  }

  private static Outside outside(Dispatch.Parcel parcel) {
    Outside outside = parcel.outside();
    if (outside == null) {
      throw new IllegalStateException("A recipient inside waits: " + parcel.target());
    }
    return outside;
  }

  private static PendingDelivery stored(Transaction<Deliveries> tx, long number) {
    byte[] value = tx.get(PendingDelivery.key(number));
    if (value == null) {
      throw new IllegalStateException("Pending delivery " + number + " is in no map");
    }
    return PendingDelivery.decode(value);
  }

  /// Takes in the result of an attempt; one that is in already changes nothing.
  void finished(Transaction<Deliveries> tx, Attempt attempt, OutboundResult result) {
    forgetSettled();
    if (!flying.containsKey(attempt.number())
        || tx.get(PendingDelivery.key(attempt.number())) == null) {
      return;
    }
    settled = attempt;
    Endpoint endpoint = endpoint(attempt.url());
    PendingDelivery pending = stored(tx, attempt.number());
    Failure failure = Failure.of(result, DeliveryModule.isGateway(attempt.url()));
    if (failure == null || failure.isFinal()) {
      endpoint.answered();
    } else {
      endpoint.unanswered(tx.nanos());
    }
    if (failure == null) {
      tx.useReserve();
      remove(tx, attempt.number());
      service.countDelivered(attempt.source(), 1);
      int status = result instanceof OutboundResult.Answered(int code, long _) ? code : 200;
      note(tx, pending, Hop.Kind.DELIVERED, attempt, "attempt " + (pending.attempts() + 1));
      report(tx, pending, pending.attempts() + 1, attempt.begunMillis(), status, null, "OK");
    } else {
      note(tx, pending, Hop.Kind.FAILED, attempt, failure.reason());
      failed(tx, endpoint, attempt.number(), pending, failure);
      if (!failure.isFinal()) {
        failDoomed(tx, endpoint, failure);
      }
    }
    wakeSoon(tx, endpoint);
  }

  /// Takes in that there was no room for an attempt: it was none, and its message waits on. It
  /// stages nothing, so that it is not taken back.
  void putOff(Transaction<Deliveries> tx, Attempt attempt) {
    forgetSettled();
    if (flying.remove(attempt.number(), attempt.failed())) {
      Endpoint endpoint = endpoint(attempt.url());
      long now = tx.now().toEpochMilli();
      endpoint.putOff(new Endpoint.Entry(attempt.number(), attempt.failed(), now), tx.nanos());
      wakeSoon(tx, endpoint);
    }
  }

  /// Notes how an attempt has ended; each takes as long as it took.
  private void note(
      Transaction<Deliveries> tx,
      PendingDelivery pending,
      Hop.Kind kind,
      Attempt attempt,
      String detail) {
    if (!Dispatch.mayHaveStamp(pending.dispatch())) {
      return;
    }
    Dispatch dispatch = dispatch(pending);
    TraceMark mark = dispatch.content().mark();
    if (mark != null) {
      TraceMark begun = new TraceMark(mark.trace(), mark.message(), attempt.begunMillis());
      Content content = dispatch.content().marked(begun);
      service.note(tx, content, kind, parcel(pending).target(), null, detail);
    }
  }

  private void remove(Transaction<Deliveries> tx, long number) {
    tx.delete(PendingDelivery.key(number));
    waiting--;
  }

  private void report(
      Transaction<Deliveries> tx,
      PendingDelivery pending,
      int attempts,
      long atMillis,
      Failure failure) {
    report(tx, pending, attempts, atMillis, failure.statusCode(), failure.code(), failure.reason());
  }

  private void report(
      Transaction<Deliveries> tx,
      PendingDelivery pending,
      int attempts,
      long atMillis,
      int statusCode,
      @Nullable String errorCode,
      String response) {
    if (!Dispatch.mayHaveStamp(pending.dispatch())) {
      return;
    }
    Dispatch dispatch = dispatch(pending);
    Stamp stamp = dispatch.content().stamp();
    if (stamp != null) {
      long dwell = Math.max(0, atMillis - stamp.publishedMillis());
      Ending ending = new Ending(attempts, dwell, statusCode, errorCode, response);
      service.report(tx, context, dispatch.content(), dispatch.parcels().getFirst(), ending);
    }
  }

  /// Fails what is due at a broken endpoint, some now and the others in commands of their own.
  private void failDoomed(Transaction<Deliveries> tx, Endpoint endpoint, Failure failure) {
    long now = tx.now().toEpochMilli();
    long bytes = 0;
    for (int i = 0; i < DOOMED_AT_ONCE && bytes < DOOMED_BYTES_AT_ONCE; i++) {
      Endpoint.Entry entry = endpoint.nextDoomed(now);
      if (entry == null) {
        return;
      }
      PendingDelivery pending = stored(tx, entry.number());
      if (isOnlyAttempt(pending)) {
        endpoint.spare(entry);
        continue;
      }
      bytes += pending.dispatch().length;
      failed(tx, endpoint, entry.number(), pending, failure);
    }
    var _ =
        tx.wakeAt(
            tx.nanos(),
            (_, then) -> {
              failDoomed(then, endpoint, failure);
              wakeSoon(then, endpoint);
              return Outcome.accepted(true);
            });
  }

  /// Whether a message that was never attempted has no retry: it is not given up unseen.
  private static boolean isOnlyAttempt(PendingDelivery pending) {
    return pending.attempts() == 0 && outside(parcel(pending)).retry().delayBefore(1).isNegative();
  }

  private void failed(
      Transaction<Deliveries> tx,
      Endpoint endpoint,
      long number,
      PendingDelivery pending,
      Failure failure) {
    Dispatch dispatch = dispatch(pending);
    Dispatch.Parcel parcel = dispatch.parcels().getFirst();
    int attempts = pending.attempts() + 1;
    Duration delay = outside(parcel).retry().delayBefore(attempts);
    long now = tx.now().toEpochMilli();
    Care care = parcel.care();
    // Who asks to be left alone for longer than there is time is not asked again.
    String limit =
        failure.isFinal()
            ? null
            : care != null && care.isOverAt(now + failure.waitMillis())
                ? LetterNotes.Cause.AGE
                : delay.isNegative() ? LetterNotes.Cause.ATTEMPTS : null;
    if (failure.isFinal() || limit != null) {
      service.giveUp(
          tx,
          context,
          dispatch,
          new LetterNotes.Cause(failure.code(), failure.reason(), pending.attempts(), limit));
      report(tx, pending, attempts, now, failure);
      remove(tx, number);
      return;
    }
    long jitter = (long) (delay.toMillis() * JITTER * context.random().nextDouble());
    long due = now + Math.max(delay.toMillis() + jitter, failure.waitMillis());
    if (care != null && care.isOverAt(due)) {
      // The last attempt comes when the time is over.
      due = care.deadlineMillis();
    }
    PendingDelivery again = pending.again(attempts, due);
    String when = "retry " + attempts + " in " + (due - now) + " ms";
    service.note(tx, dispatch.content(), Hop.Kind.RETRIED, parcel.target(), null, when);
    tx.put(PendingDelivery.key(number), again.encode());
    endpoint.add(new Endpoint.Entry(number, attempts, again.dueAtMillis()));
  }

  /// Why an attempt did not reach its recipient.
  ///
  /// @param isFinal whether another attempt would not either
  /// @param waitMillis how long the other side wants to be left alone
  /// @param statusCode what it answered; 0 when it did not
  private record Failure(
      String code, String reason, boolean isFinal, long waitMillis, int statusCode) {

    private static final long WAIT_SECONDS_MAX = TimeUnit.DAYS.toSeconds(1);

    /// Source: EventBridge User Guide, "API destinations as targets": there `Retry-After` is
    /// followed.
    static @Nullable Failure of(OutboundResult result, boolean throughGateway) {
      return switch (result) {
        case OutboundResult.Answered answered -> {
          int status = answered.status();
          if (status >= 200 && status < 300) {
            yield null;
          }
          boolean again = answered.isWorthAnother(throughGateway);
          long seconds =
              throughGateway ? Math.clamp(answered.retryAfterSeconds(), 0, WAIT_SECONDS_MAX) : 0;
          String code = status == 429 ? "THROTTLING" : "SDK_CLIENT_ERROR";
          yield new Failure(code, "HTTP status " + status, !again, seconds * 1000, status);
        }
        case OutboundResult.Unanswered(String reason) ->
            new Failure("CONNECTION_FAILURE", reason, false, 0, 0);
        case OutboundResult.Forbidden(String reason) ->
            new Failure("INVALID_PARAMETER", reason, true, 0, 0);
      };
    }
  }
}
