package dev.junction.pipe.run;

import dev.junction.delivery.trace.Hop;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.pipe.call.Attempt;
import dev.junction.pipe.call.Payload;
import dev.junction.pipe.call.TargetCall;
import dev.junction.pipe.domain.Json;
import dev.junction.pipe.domain.PayloadTemplate;
import dev.junction.pipe.domain.PipeEvent;
import dev.junction.pipe.run.StepLog.Details;
import dev.junction.pipe.source.SourceMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The way of one batch of messages through a pipe.
///
/// A message is acknowledged when no filter wants it, when the enrichment answered nothing, or when
/// the target has it; all others come again. Threads: any, one at a time.
final class Execution {

  private static final ServiceError TOO_LONG =
      ServiceError.client("TransformationFailed", 400, "What the template makes is too long.");
  private static final Set<String> NOTHING = Set.of("", "\"\"", "{}", "[]");

  private final Plan plan;
  private final Clock clock;
  private final Executor executor;
  private final PipeTraffic traffic;
  private final StepLog.Records log;
  private final TraceContext own = TraceContext.of(UUID.randomUUID());
  private boolean isAlone;
  private boolean isSkipped;
  private int settled;
  private long begunMillis;

  Execution(Plan plan, Clock clock, Executor executor, PipeTraffic traffic) {
    this.plan = plan;
    this.clock = clock;
    this.executor = executor;
    this.traffic = traffic;
    log = plan.log().begin();
  }

  /// Whether the source has no message of the batch any more.
  CompletableFuture<Boolean> run(List<SourceMessage> batch) {
    List<SourceMessage> wanted = new ArrayList<>();
    List<SourceMessage> unwanted = new ArrayList<>();
    for (SourceMessage message : batch) {
      (plan.filters().want(message.event()) ? wanted : unwanted).add(message);
    }
    traffic.countFiltered(unwanted.size());
    settled = unwanted.size();
    CompletableFuture<Boolean> dropped = acknowledge(unwanted);
    if (wanted.isEmpty()) {
      return dropped;
    }
    begunMillis = clock.now().toEpochMilli();
    isAlone = wanted.size() == 1;
    log.add(Step.EXECUTION_STARTED, Details.payload(joined(wanted)));
    return process(wanted)
        .thenComposeAsync(done -> finish(wanted, done), executor)
        .thenCombine(dropped, (one, other) -> one && other);
  }

  /// How many messages of the batch do not come again, as far as it depends on the pipe.
  int settled() {
    return settled;
  }

  /// How many messages of the batch are done, and which.
  private record Done(List<SourceMessage> messages, @Nullable ServiceError error) {}

  private CompletableFuture<Boolean> finish(List<SourceMessage> wanted, Done done) {
    note(wanted, done);
    int taken = done.messages().size();
    settled += taken;
    if (isSkipped) {
      traffic.countSkipped(taken);
    } else {
      traffic.countDelivered(taken);
    }
    boolean isWhole = done.messages().size() == wanted.size();
    ServiceError error = done.error();
    if (isWhole || error == null) {
      log.add(Step.EXECUTION_SUCCEEDED, Details.NONE);
    } else {
      boolean isPart = !done.messages().isEmpty();
      log.add(
          isPart ? Step.EXECUTION_PARTIALLY_FAILED : Step.EXECUTION_FAILED, Details.error(error));
    }
    return acknowledge(done.messages())
        .thenCombine(log.write(), (acknowledged, _) -> isWhole && acknowledged);
  }

  /// Whether a message goes on in its own trace: when it came with one, or goes alone. All others
  /// go on as one new trace, as does what an enrichment made of several.
  private boolean keepsTrace(SourceMessage message) {
    return isAlone || (plan.enrichment() == null && message.hasTrace());
  }

  /// Notes that the messages went through the pipe, and in which trace they go on. This comes
  /// before they are acknowledged, on the partition where they are: a crash never takes the hop
  /// alone. It is lost while they are acknowledged where that partition's mailbox was full as the
  /// hop came, or where it had no space for more.
  private void note(List<SourceMessage> wanted, Done done) {
    long now = clock.now().toEpochMilli();
    Set<SourceMessage> taken = new HashSet<>(done.messages());
    List<Hop> hops = new ArrayList<>();
    for (SourceMessage message : wanted) {
      UUID name = keepsTrace(message) ? message.name() : own.id();
      ServiceError error = taken.contains(message) ? null : done.error();
      TraceContext trace = message.trace();
      hops.add(
          new Hop(
              trace.id(),
              name,
              begunMillis,
              now - begunMillis,
              Hop.Kind.RAN,
              trace.depth(),
              plan.names().pipeArn(),
              error == null ? null : error.code() + ' ' + error.message()));
    }
    plan.hops().accept(hops);
  }

  private CompletableFuture<Boolean> acknowledge(List<SourceMessage> messages) {
    return messages.isEmpty()
        ? CompletableFuture.completedFuture(true)
        : plan.intake()
            .acknowledge(messages)
            .thenApply(outcome -> outcome instanceof Outcome.Accepted<Boolean>(Boolean all) && all)
            .toCompletableFuture();
  }

  private CompletableFuture<Done> process(List<SourceMessage> wanted) {
    var enrichment = plan.enrichment();
    if (enrichment == null) {
      return plan.intake().isOrdered() ? inOrder(wanted) : together(wanted);
    }
    log.add(Step.ENRICHMENT_STAGE_ENTERED, Details.NONE);
    List<Payload> payloads =
        transformed(
            plan.enrichmentTemplate(),
            carried(wanted),
            Step.ENRICHMENT_TRANSFORMATION_STARTED,
            Step.ENRICHMENT_TRANSFORMATION_SUCCEEDED);
    if (payloads == null) {
      log.add(Step.ENRICHMENT_TRANSFORMATION_FAILED, Details.error(TOO_LONG));
      return failed(Step.ENRICHMENT_STAGE_FAILED, TOO_LONG);
    }
    String request = texts(payloads);
    log.add(Step.ENRICHMENT_INVOCATION_STARTED, Details.NONE);
    return Attempt.of(() -> enrichment.call(payloads), Outcome::<String>rejected)
        .thenComposeAsync(outcome -> enriched(wanted, request, outcome), executor)
        .toCompletableFuture();
  }

  private CompletableFuture<Done> failed(Step stage, ServiceError error) {
    log.add(stage, Details.error(error));
    return CompletableFuture.completedFuture(new Done(List.of(), error));
  }

  private CompletionStage<Done> enriched(
      List<SourceMessage> wanted, String request, Outcome<String> outcome) {
    if (!(outcome instanceof Outcome.Accepted<String>(String answer))) {
      ServiceError error = TargetCall.error(outcome).orElseThrow();
      log.add(
          Step.ENRICHMENT_INVOCATION_FAILED,
          Details.failedExchange(request, error, plan.enrichmentService()));
      return failed(Step.ENRICHMENT_STAGE_FAILED, error);
    }
    traffic.countEnriched(wanted.size());
    log.add(Step.ENRICHMENT_INVOCATION_SUCCEEDED, Details.exchange(request, answer));
    log.add(Step.ENRICHMENT_STAGE_SUCCEEDED, Details.payload(answer));
    if (NOTHING.contains(answer.strip())) {
      isSkipped = true;
      log.add(Step.TARGET_STAGE_SKIPPED, Details.NONE);
      return CompletableFuture.completedFuture(new Done(wanted, null));
    }
    List<String> elements = plan.targetBatchMax() > 1 ? Json.elements(answer) : null;
    TraceContext trace = isAlone ? wanted.getFirst().trace().deeper() : own;
    List<Carried> events =
        (elements == null ? List.of(answer) : elements)
            .stream().map(text -> new Carried(PipeEvent.enriched(text), trace)).toList();
    if (events.size() > plan.targetBatchMax()) {
      return failed(
          Step.TARGET_STAGE_FAILED,
          ServiceError.client(
              "BatchTooLarge", 400, "The enrichment gave more events than the target takes."));
    }
    // Nothing says which message an element came from: all are done, or none.
    return deliver(events)
        .thenApply(
            results -> {
              Optional<ServiceError> error = results.stream().flatMap(Optional::stream).findFirst();
              return new Done(error.isEmpty() ? wanted : List.of(), error.orElse(null));
            });
  }

  private CompletableFuture<Done> together(List<SourceMessage> wanted) {
    return deliver(carried(wanted)).thenApply(results -> done(wanted, results));
  }

  private static Done done(List<SourceMessage> asked, List<Optional<ServiceError>> results) {
    List<SourceMessage> taken = new ArrayList<>();
    ServiceError error = null;
    for (int i = 0; i < asked.size(); i++) {
      Optional<ServiceError> result = results.get(i);
      if (result.isEmpty()) {
        taken.add(asked.get(i));
      } else if (error == null) {
        error = result.get();
      }
    }
    return new Done(taken, error);
  }

  /// One message of each group after the other; where one was not taken, those behind it wait.
  private CompletableFuture<Done> inOrder(List<SourceMessage> wanted) {
    List<SourceMessage> wave = new ArrayList<>();
    List<SourceMessage> rest = new ArrayList<>();
    Set<String> groups = new HashSet<>();
    for (SourceMessage message : wanted) {
      (groups.add(message.group()) ? wave : rest).add(message);
    }
    return together(wave)
        .thenComposeAsync(
            done -> {
              Set<String> failed = new HashSet<>(groups);
              done.messages().forEach(message -> failed.remove(message.group()));
              List<SourceMessage> next =
                  rest.stream().filter(message -> !failed.contains(message.group())).toList();
              if (next.isEmpty()) {
                return CompletableFuture.completedFuture(done);
              }
              return inOrder(next)
                  .thenApply(
                      more -> {
                        List<SourceMessage> all = new ArrayList<>(done.messages());
                        all.addAll(more.messages());
                        return new Done(all, done.error() == null ? more.error() : done.error());
                      });
            },
            executor);
  }

  private CompletableFuture<List<Optional<ServiceError>>> deliver(List<Carried> events) {
    log.add(Step.TARGET_STAGE_ENTERED, Details.NONE);
    List<Payload> payloads =
        transformed(
            plan.targetTemplate(),
            events,
            Step.TARGET_TRANSFORMATION_STARTED,
            Step.TARGET_TRANSFORMATION_SUCCEEDED);
    if (payloads == null) {
      log.add(Step.TARGET_TRANSFORMATION_FAILED, Details.error(TOO_LONG));
      log.add(Step.TARGET_STAGE_FAILED, Details.error(TOO_LONG));
      return CompletableFuture.completedFuture(
          TargetCall.all(events.size(), Optional.of(TOO_LONG)));
    }
    String request = texts(payloads);
    log.add(Step.TARGET_INVOCATION_STARTED, Details.NONE);
    return Attempt.of(
            () -> plan.target().call(payloads),
            error -> TargetCall.all(payloads.size(), Optional.of(error)))
        .thenApply(
            results -> {
              tell(request, results);
              return results;
            })
        .toCompletableFuture();
  }

  private void tell(String request, List<Optional<ServiceError>> results) {
    List<ServiceError> errors = results.stream().flatMap(Optional::stream).toList();
    if (errors.isEmpty()) {
      log.add(Step.TARGET_INVOCATION_SUCCEEDED, Details.exchange(request, null));
      log.add(Step.TARGET_STAGE_SUCCEEDED, Details.payload(request));
      return;
    }
    boolean isPart = errors.size() < results.size();
    ServiceError first = errors.getFirst();
    log.add(
        isPart ? Step.TARGET_INVOCATION_PARTIALLY_FAILED : Step.TARGET_INVOCATION_FAILED,
        Details.failedExchange(request, first, plan.targetService()));
    log.add(
        isPart ? Step.TARGET_STAGE_PARTIALLY_FAILED : Step.TARGET_STAGE_FAILED,
        Details.error(first));
  }

  /// What a template makes of events; null when that of one is too long.
  private @Nullable List<Payload> transformed(
      @Nullable PayloadTemplate template, List<Carried> events, Step started, Step succeeded) {
    List<Payload> payloads = new ArrayList<>();
    if (template == null) {
      events.forEach(each -> payloads.add(each.payload(each.event().text())));
      return payloads;
    }
    log.add(started, Details.NONE);
    for (Carried each : events) {
      String text = template.fill(each.event(), plan.names(), clock.now());
      if (text == null) {
        return null;
      }
      payloads.add(each.payload(text));
    }
    log.add(succeeded, Details.payload(texts(payloads)));
    return payloads;
  }

  /// An event and the trace in which it goes on.
  private record Carried(PipeEvent event, TraceContext trace) {

    Payload payload(String text) {
      return new Payload(event, text, trace);
    }
  }

  private List<Carried> carried(List<SourceMessage> messages) {
    return messages.stream()
        .map(m -> new Carried(m.event(), keepsTrace(m) ? m.trace().deeper() : own))
        .toList();
  }

  private String joined(List<SourceMessage> messages) {
    return plan.log().withData()
        ? texts(messages.stream().map(m -> m.event().text()).toList(), 0)
        : "";
  }

  private String texts(List<Payload> payloads) {
    return plan.log().withData() ? texts(payloads.stream().map(Payload::text).toList(), 0) : "";
  }

  private static String texts(List<String> texts, int from) {
    return '[' + String.join(",", texts.subList(from, texts.size())) + ']';
  }
}
