package dev.junction.conformance.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.pipes.model.ConflictException;
import software.amazon.awssdk.services.pipes.model.CreatePipeRequest;
import software.amazon.awssdk.services.pipes.model.CreatePipeResponse;
import software.amazon.awssdk.services.pipes.model.DeletePipeResponse;
import software.amazon.awssdk.services.pipes.model.DescribePipeResponse;
import software.amazon.awssdk.services.pipes.model.Filter;
import software.amazon.awssdk.services.pipes.model.NotFoundException;
import software.amazon.awssdk.services.pipes.model.PipeState;
import software.amazon.awssdk.services.pipes.model.RequestedPipeState;
import software.amazon.awssdk.services.pipes.model.RequestedPipeStateDescribeResponse;
import software.amazon.awssdk.services.pipes.model.UpdatePipeResponse;
import software.amazon.awssdk.services.pipes.model.ValidationException;
import software.amazon.awssdk.services.pipes.model.ValidationExceptionField;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// Pipes through the AWS SDK for Java. Source of what is expected: EventBridge Pipes API reference;
/// of the defaults of a queue as source: the acceptance tests of Terraform's provider, which run
/// against the real service.
final class PipesSdkConformanceTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/moves";
  private static final String QUEUE = "arn:aws:sqs:eu-central-1:000000000000:";
  private static final String PIPE = "arn:aws:pipes:eu-central-1:000000000000:pipe/";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose private static final PipesClient pipes = Clients.of(PipesClient.builder(), junction);

  @AutoClose private static final SqsClient sqs = Clients.of(SqsClient.builder(), junction);

  private static String queue(String name) {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  private static CreatePipeRequest.Builder pipe(String name, String source, String target) {
    return CreatePipeRequest.builder()
        .name(name)
        .roleArn(ROLE)
        .source(QUEUE + source)
        .target(QUEUE + target);
  }

  private static DescribePipeResponse awaitState(String name, PipeState state) {
    await().until(() -> pipes.describePipe(r -> r.name(name)).currentState() == state);
    return pipes.describePipe(r -> r.name(name));
  }

  private static void awaitGone(String name) {
    await()
        .until(
            () ->
                pipes.listPipes(r -> r.namePrefix(name)).pipes().stream()
                    .noneMatch(each -> each.name().equals(name)));
  }

  private static String receive(String url) {
    List<Message> messages =
        sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10)).messages();
    assertThat(messages).hasSize(1);
    return messages.getFirst().body();
  }

  @Test
  void aPipeGoesThroughItsStates() {
    String in = queue("in");
    String out = queue("out");
    CreatePipeResponse created =
        pipes.createPipe(pipe("life", "in", "out").description("d").build());
    assertThat(created.arn()).isEqualTo(PIPE + "life");
    assertThat(created.currentState()).isEqualTo(PipeState.CREATING);
    assertThat(created.desiredState()).isEqualTo(RequestedPipeState.RUNNING);
    assertThat(created.creationTime()).isEqualTo(created.lastModifiedTime());
    DescribePipeResponse running = awaitState("life", PipeState.RUNNING);
    assertThat(running.sourceParameters().sqsQueueParameters().batchSize()).isEqualTo(10);
    assertThat(running.sourceParameters().sqsQueueParameters().maximumBatchingWindowInSeconds())
        .isZero();
    assertThat(running.targetParameters()).isNull();
    assertThat(running.enrichment()).isNull();
    sqs.sendMessage(r -> r.queueUrl(in).messageBody("first"));
    assertThat(receive(out)).contains("\"body\":\"first\"");

    assertThat(pipes.stopPipe(r -> r.name("life")).currentState()).isEqualTo(PipeState.STOPPING);
    assertThat(awaitState("life", PipeState.STOPPED).desiredState())
        .isEqualTo(RequestedPipeStateDescribeResponse.STOPPED);
    UpdatePipeResponse updated =
        pipes.updatePipe(
            r ->
                r.name("life")
                    .roleArn(ROLE)
                    .targetParameters(t -> t.inputTemplate("<$.body> changed"))
                    .sourceParameters(
                        s ->
                            s.filterCriteria(
                                f ->
                                    f.filters(
                                        List.of(
                                            Filter.builder()
                                                .pattern("{\"body\":[{\"prefix\":\"x\"}]}")
                                                .build())))));
    assertThat(updated.currentState()).isEqualTo(PipeState.UPDATING);
    assertThat(updated.desiredState()).isEqualTo(RequestedPipeState.STOPPED);
    DescribePipeResponse stopped = awaitState("life", PipeState.STOPPED);
    assertThat(stopped.description()).isEqualTo("d");
    assertThat(stopped.targetParameters().inputTemplate()).isEqualTo("<$.body> changed");
    assertThat(stopped.sourceParameters().filterCriteria().filters()).hasSize(1);
    assertThat(stopped.sourceParameters().sqsQueueParameters().batchSize()).isEqualTo(10);
    sqs.sendMessage(r -> r.queueUrl(in).messageBody("dropped"));
    sqs.sendMessage(r -> r.queueUrl(in).messageBody("xyz"));
    assertThat(pipes.startPipe(r -> r.name("life")).currentState()).isEqualTo(PipeState.STARTING);
    awaitState("life", PipeState.RUNNING);
    assertThat(receive(out)).isEqualTo("xyz changed");

    DeletePipeResponse deleted = pipes.deletePipe(r -> r.name("life"));
    assertThat(deleted.currentState()).isEqualTo(PipeState.DELETING);
    assertThat(deleted.desiredState()).isEqualTo(RequestedPipeStateDescribeResponse.DELETED);
    awaitGone("life");
    assertThatThrownBy(() -> pipes.describePipe(r -> r.name("life")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void tagsAreKeptAndListed() {
    queue("tagged");
    pipes.createPipe(
        pipe("tags", "tagged", "tagged-out")
            .desiredState(RequestedPipeState.STOPPED)
            .tags(Map.of("team", "a"))
            .build());
    awaitState("tags", PipeState.STOPPED);
    pipes.tagResource(r -> r.resourceArn(PIPE + "tags").tags(Map.of("stage", "test")));
    pipes.untagResource(r -> r.resourceArn(PIPE + "tags").tagKeys("team"));
    assertThat(pipes.listTagsForResource(r -> r.resourceArn(PIPE + "tags")).tags())
        .isEqualTo(Map.of("stage", "test"));
    assertThat(pipes.describePipe(r -> r.name("tags")).tags()).isEqualTo(Map.of("stage", "test"));
    assertThatThrownBy(() -> pipes.listTagsForResource(r -> r.resourceArn(PIPE + "other")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void listsAreCutIntoPagesAndFiltered() {
    queue("listed");
    for (String name : List.of("list-a", "list-b", "list-c")) {
      pipes.createPipe(
          pipe(name, "listed", "x-" + name).desiredState(RequestedPipeState.STOPPED).build());
      awaitState(name, PipeState.STOPPED);
    }
    assertThat(pipes.listPipesPaginator(r -> r.namePrefix("list-").limit(2)).pipes())
        .extracting(each -> each.name())
        .containsExactly("list-a", "list-b", "list-c");
    assertThat(pipes.listPipes(r -> r.targetPrefix(QUEUE + "x-list-b")).pipes())
        .extracting(each -> each.name())
        .containsExactly("list-b");
    assertThat(pipes.listPipes(r -> r.namePrefix("list-").currentState("RUNNING")).pipes())
        .isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    queue("once");
    pipes.createPipe(pipe("once", "once", "y").desiredState(RequestedPipeState.STOPPED).build());
    assertThatThrownBy(() -> pipes.createPipe(pipe("once", "once", "y").build()))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict -> {
              assertThat(conflict.resourceId()).isEqualTo("once");
              assertThat(conflict.resourceType()).isEqualTo("Pipe");
            });
    assertThatThrownBy(() -> pipes.startPipe(r -> r.name("never")))
        .isInstanceOf(NotFoundException.class);
    assertThat(refused(pipe("no good name", "once", "y"))).isEqualTo("[Name]");
    assertThat(refused(pipe("big", "once", "y"), 11))
        .isEqualTo("[SourceParameters.SqsQueueParameters.BatchSize]");
    assertThat(
            refused(
                CreatePipeRequest.builder()
                    .name("bus")
                    .roleArn(ROLE)
                    .source(QUEUE + "once")
                    .target("arn:aws:events:us-west-2:000000000000:event-bus/default")))
        .isEqualTo("[Target]");
  }

  private static String refused(CreatePipeRequest.Builder request, int batchSize) {
    return refused(
        request.sourceParameters(s -> s.sqsQueueParameters(q -> q.batchSize(batchSize))));
  }

  /// The fields that a ValidationException names.
  private static String refused(CreatePipeRequest.Builder request) {
    try {
      return "accepted: " + pipes.createPipe(request.build()).arn();
    } catch (ValidationException refused) {
      return refused.fieldList().stream().map(ValidationExceptionField::name).toList().toString();
    }
  }

  @Test
  void aPipeWithoutItsSourceFails() {
    pipes.createPipe(pipe("late", "later", "y").build());
    DescribePipeResponse failed = awaitState("late", PipeState.CREATE_FAILED);
    assertThat(failed.stateReason()).contains("queue");
    queue("later");
    pipes.startPipe(r -> r.name("late"));
    assertThat(awaitState("late", PipeState.RUNNING).stateReason()).isNull();
  }
}
