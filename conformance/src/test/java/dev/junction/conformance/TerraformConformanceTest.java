package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.schemas.SchemasClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Queues, topics, buses, schedules, pipes, log groups and schemas through Terraform and its AWS
/// provider: apply, a plan without a difference, changes, again a plan without one, destroy.
///
/// Needs Terraform and a folder with the provider (a filesystem mirror), which is looked for in the
/// usual places and in `JUNCTION_TEST_TERRAFORM_PLUGINS`; skipped with a line otherwise.
@Order(1)
final class TerraformConformanceTest {

  private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";

  /// What the second apply changes: every other text is what takes the place of the one before.
  private static final List<String> CHANGES =
      List.of(
          "  filter_policy_scope = \"MessageBody\"",
          "",
          "  filter_policy = jsonencode({ kind = [\"a\", { prefix = \"b\" }] })",
          "",
          "cron(30 2 ? * MON-FRI *)",
          "cron(45 2 ? * MON-SAT *)",
          "Europe/Berlin",
          "Asia/Tokyo",
          "maximum_window_in_minutes = 15",
          "maximum_window_in_minutes = 30",
          "maximum_retry_attempts = 5",
          "maximum_retry_attempts = 6",
          "rate(1 hour)",
          "rate(2 hours)",
          "maximum_batching_window_in_seconds = 2",
          "maximum_batching_window_in_seconds = 3",
          "detail_type = \"Order\"",
          "detail_type = \"Changed\"",
          "level = \"INFO\"",
          "level = \"ERROR\"",
          "An order",
          "An order of the shop",
          "id = { type = \"string\" }",
          "id = { type = \"integer\" }",
          "retention_in_days = 14",
          "retention_in_days = 30",
          // Of a rule and of an archive.
          "source = [\"x\"]",
          "source = [\"x\", \"y\"]",
          "rate(5 minutes)",
          "rate(6 minutes)",
          "$.detail.a",
          "$.detail.b",
          "maximum_retry_attempts = 3",
          "maximum_retry_attempts = 4",
          "retention_days = 7",
          "retention_days = 9");

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @Test
  void everythingIsAppliedWithoutADifferenceAndDestroyed() throws Exception {
    Optional<Path> plugins = plugins();
    Assumptions.assumeTrue(plugins.isPresent(), "no folder with the provider on this machine");
    try (Junction junction = Junction.builder().ephemeral().port(0).start()) {
      Tool terraform = Tool.of(junction, folder).assume("terraform", "version");
      Path main = folder.resolve("main.tf");
      Files.writeString(main, configuration(junction));
      terraform.run("terraform", "init", "-plugin-dir=" + plugins.get()).succeeded();
      terraform.run("terraform", "apply", "-auto-approve", "-no-color").succeeded();
      Tool.Run plan = terraform.run("terraform", "plan", "-detailed-exitcode", "-no-color");
      assertThat(plan.exitCode()).as(plan.output()).isZero();
      Files.writeString(main, changed(configuration(junction)));
      terraform.run("terraform", "apply", "-auto-approve", "-no-color").succeeded();
      Tool.Run again = terraform.run("terraform", "plan", "-detailed-exitcode", "-no-color");
      assertThat(again.exitCode()).as(again.output()).isZero();
      terraform.run("terraform", "destroy", "-auto-approve", "-no-color").succeeded();
      try (SqsClient sqs = Clients.sqs(junction);
          SnsClient sns = Clients.of(SnsClient.builder(), junction)) {
        assertThat(sqs.listQueues().queueUrls()).isEmpty();
        assertThat(sns.listTopics().topics()).isEmpty();
      }
      try (CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), junction);
          SchemasClient schemas = Clients.of(SchemasClient.builder(), junction);
          PipesClient pipes = Clients.of(PipesClient.builder(), junction)) {
        assertThat(pipes.listPipes(r -> {}).pipes()).isEmpty();
        assertThat(logs.describeLogGroups().logGroups()).isEmpty();
        assertThat(logs.describeResourcePolicies().resourcePolicies()).isEmpty();
        assertThat(schemas.listRegistries(r -> r.scope("LOCAL")).registries()).isEmpty();
        assertThat(schemas.listDiscoverers(r -> {}).discoverers()).isEmpty();
      }
    }
  }

  private static Optional<Path> plugins() throws IOException {
    String named = System.getenv("JUNCTION_TEST_TERRAFORM_PLUGINS");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path home = Path.of(System.getProperty("user.home"));
    try (Stream<Path> optional =
        Files.isDirectory(Path.of("/opt")) ? Files.list(Path.of("/opt")) : Stream.empty()) {
      return Stream.concat(
              Stream.of(
                  home.resolve(".terraform.d/plugins"),
                  Path.of("/usr/local/share/terraform/plugins"),
                  Path.of("/usr/share/terraform/plugins")),
              optional.sorted())
          .filter(candidate -> Files.isDirectory(candidate.resolve(PROVIDER)))
          .findFirst();
    }
  }

  private static String changed(String configuration) {
    String changed = configuration;
    for (int i = 0; i < CHANGES.size(); i += 2) {
      assertThat(changed).contains(CHANGES.get(i));
      changed = changed.replace(CHANGES.get(i), CHANGES.get(i + 1));
    }
    return changed;
  }

  private static String configuration(Junction junction) {
    return String.join(
        "\n",
        List.of(
            "terraform {",
            "  required_providers { aws = { source = \"hashicorp/aws\" } }",
            "}",
            "provider \"aws\" {",
            "  region = \"eu-central-1\"",
            "  access_key = \"test\"",
            "  secret_key = \"secret\"",
            "  skip_credentials_validation = true",
            "  skip_requesting_account_id = true",
            "  skip_metadata_api_check = true",
            "  endpoints {",
            "    sqs = \"" + junction.endpoint() + "\"",
            "    sns = \"" + junction.endpoint() + "\"",
            "    events = \"" + junction.endpoint() + "\"",
            "    scheduler = \"" + junction.endpoint() + "\"",
            "    logs = \"" + junction.endpoint() + "\"",
            "    schemas = \"" + junction.endpoint() + "\"",
            "    pipes = \"" + junction.endpoint() + "\"",
            "  }",
            "}",
            "resource \"aws_sqs_queue\" \"dead\" {",
            "  name = \"orders-dead\"",
            "}",
            "resource \"aws_sqs_queue\" \"orders\" {",
            "  name = \"orders\"",
            "  visibility_timeout_seconds = 45",
            "  redrive_policy = jsonencode({",
            "    deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })",
            "  tags = { team = \"a\" }",
            "}",
            "resource \"aws_sqs_queue\" \"ordered\" {",
            "  name = \"ordered.fifo\"",
            "  fifo_queue = true",
            "  content_based_deduplication = true",
            "}",
            // Of a queue that waits for no other one: each takes 25 seconds.
            "resource \"aws_sqs_queue_policy\" \"dead\" {",
            "  queue_url = aws_sqs_queue.dead.id",
            "  policy = jsonencode({ Version = \"2012-10-17\", Statement = [{",
            "    Effect = \"Allow\", Principal = \"*\", Action = \"sqs:SendMessage\",",
            "    Resource = aws_sqs_queue.dead.arn }] })",
            "}",
            topics(),
            buses(),
            schedules(),
            pipes(),
            logsAndSchemas()));
  }

  private static String pipes() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_sqs_queue\" \"taken\" {",
            "  name = \"taken\"",
            "}",
            "resource \"aws_pipes_pipe\" \"plain\" {",
            "  name = \"plain\"",
            "  role_arn = \"arn:aws:iam::000000000000:role/moves\"",
            "  source = aws_sqs_queue.taken.arn",
            "  target = aws_sqs_queue.dead.arn",
            "}",
            "resource \"aws_pipes_pipe\" \"whole\" {",
            "  name = \"whole\"",
            "  role_arn = \"arn:aws:iam::000000000000:role/moves\"",
            "  desired_state = \"STOPPED\"",
            "  source = aws_sqs_queue.taken.arn",
            "  enrichment = aws_cloudwatch_event_api_destination.d.arn",
            "  target = aws_cloudwatch_event_bus.b.arn",
            "  tags = { team = \"a\" }",
            "  source_parameters {",
            "    filter_criteria {",
            "      filter { pattern = jsonencode({ body = { kind = [\"a\"] } }) }",
            "    }",
            "    sqs_queue_parameters {",
            "      batch_size = 1",
            "      maximum_batching_window_in_seconds = 2",
            "    }",
            "  }",
            "  enrichment_parameters {",
            "    input_template = \"{\\\"id\\\": <$.body.id>}\"",
            "    http_parameters {",
            "      header_parameters = { \"x-kind\" = \"a\" }",
            "      query_string_parameters = { q = \"$.body.q\" }",
            "    }",
            "  }",
            "  target_parameters {",
            "    input_template = \"{\\\"order\\\": <$.order>}\"",
            "    eventbridge_event_bus_parameters {",
            "      detail_type = \"Order\"",
            "      source = \"shop\"",
            "    }",
            "  }",
            "  log_configuration {",
            "    level = \"INFO\"",
            "    include_execution_data = [\"ALL\"]",
            "    cloudwatch_logs_log_destination {",
            "      log_group_arn = aws_cloudwatch_log_group.orders.arn",
            "    }",
            "  }",
            "}",
            ""));
  }

  private static String logsAndSchemas() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_cloudwatch_log_group\" \"orders\" {",
            "  name = \"/aws/events/orders\"",
            "  retention_in_days = 14",
            "  tags = { team = \"a\" }",
            "}",
            "resource \"aws_cloudwatch_log_stream\" \"orders\" {",
            "  name = \"first\"",
            "  log_group_name = aws_cloudwatch_log_group.orders.name",
            "}",
            "resource \"aws_cloudwatch_log_resource_policy\" \"events\" {",
            "  policy_name = \"events\"",
            "  policy_document = jsonencode({ Version = \"2012-10-17\", Statement = [{",
            "    Effect = \"Allow\", Principal = { Service = \"events.amazonaws.com\" },",
            "    Action = [\"logs:CreateLogStream\", \"logs:PutLogEvents\"],",
            "    Resource = \"${aws_cloudwatch_log_group.orders.arn}:*\" }] })",
            "}",
            "resource \"aws_schemas_registry\" \"shop\" {",
            "  name = \"shop\"",
            "  description = \"What the shop says\"",
            "  tags = { team = \"a\" }",
            "}",
            "resource \"aws_schemas_schema\" \"order\" {",
            "  name = \"order\"",
            "  registry_name = aws_schemas_registry.shop.name",
            "  type = \"OpenApi3\"",
            "  description = \"An order\"",
            "  content = jsonencode({ openapi = \"3.0.0\",",
            "    info = { version = \"1.0.0\", title = \"Order\" }, paths = {},",
            "    components = { schemas = { Order = { type = \"object\",",
            "      properties = { id = { type = \"string\" } } } } } })",
            "}",
            "resource \"aws_schemas_discoverer\" \"default\" {",
            "  source_arn = \"arn:aws:events:eu-central-1:000000000000:event-bus/default\"",
            "  description = \"What comes by\"",
            "}",
            ""));
  }

  private static String topics() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_sns_topic\" \"orders\" {",
            "  name = \"orders\"",
            "  display_name = \"Orders\"",
            "  signature_version = 2",
            "  tags = { team = \"a\" }",
            "}",
            "resource \"aws_sns_topic\" \"ordered\" {",
            "  name = \"ordered.fifo\"",
            "  fifo_topic = true",
            "  content_based_deduplication = true",
            "}",
            "resource \"aws_sns_topic_policy\" \"orders\" {",
            "  arn = aws_sns_topic.orders.arn",
            "  policy = jsonencode({ Version = \"2012-10-17\", Statement = [{",
            "    Sid = \"publish\", Effect = \"Allow\", Action = \"SNS:Publish\",",
            "    Principal = { AWS = \"arn:aws:iam::111122223333:root\" },",
            "    Resource = aws_sns_topic.orders.arn }] })",
            "}",
            "resource \"aws_sns_topic_subscription\" \"orders\" {",
            "  topic_arn = aws_sns_topic.orders.arn",
            "  protocol = \"sqs\"",
            "  endpoint = aws_sqs_queue.orders.arn",
            "  raw_message_delivery = true",
            "  filter_policy_scope = \"MessageBody\"",
            "  filter_policy = jsonencode({ kind = [\"a\", { prefix = \"b\" }] })",
            "  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })",
            "}",
            "resource \"aws_sns_topic_subscription\" \"ordered\" {",
            "  topic_arn = aws_sns_topic.ordered.arn",
            "  protocol = \"sqs\"",
            "  endpoint = aws_sqs_queue.ordered.arn",
            "}",
            ""));
  }

  private static String buses() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_cloudwatch_event_bus\" \"b\" {",
            "  name = \"b\"",
            "  description = \"x\"",
            "  tags = { a = \"b\" }",
            "}",
            "resource \"aws_cloudwatch_event_rule\" \"r\" {",
            "  name = \"r\"",
            "  event_bus_name = aws_cloudwatch_event_bus.b.name",
            "  event_pattern = jsonencode({ source = [\"x\"] })",
            "  tags = { a = \"b\" }",
            "}",
            "resource \"aws_cloudwatch_event_rule\" \"s\" {",
            "  name = \"s\"",
            "  schedule_expression = \"rate(5 minutes)\"",
            "}",
            "resource \"aws_cloudwatch_event_target\" \"t\" {",
            "  rule = aws_cloudwatch_event_rule.r.name",
            "  event_bus_name = aws_cloudwatch_event_bus.b.name",
            "  arn = aws_sqs_queue.orders.arn",
            "  input_transformer {",
            "    input_paths = { a = \"$.detail.a\" }",
            "    input_template = \"{\\\"a\\\": <a>}\"",
            "  }",
            "  dead_letter_config { arn = aws_sqs_queue.dead.arn }",
            "  retry_policy {",
            "    maximum_retry_attempts = 3",
            "    maximum_event_age_in_seconds = 300",
            "  }",
            "}",
            archives()));
  }

  private static String archives() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_cloudwatch_event_archive\" \"a\" {",
            "  name = \"a\"",
            "  event_source_arn = aws_cloudwatch_event_bus.b.arn",
            "  retention_days = 7",
            "  event_pattern = jsonencode({ source = [\"x\"] })",
            "}",
            "resource \"aws_cloudwatch_event_connection\" \"c\" {",
            "  name = \"c\"",
            "  authorization_type = \"API_KEY\"",
            "  auth_parameters {",
            "   api_key {",
            "     key = \"x-key\"",
            "     value = \"secret\"",
            "   }",
            "  }",
            "}",
            "resource \"aws_cloudwatch_event_api_destination\" \"d\" {",
            "  name = \"d\"",
            "  connection_arn = aws_cloudwatch_event_connection.c.arn",
            "  invocation_endpoint = \"https://example.com/hook\"",
            "  http_method = \"POST\"",
            "  invocation_rate_limit_per_second = 20",
            "}",
            "resource \"aws_cloudwatch_event_target\" \"u\" {",
            "  rule = aws_cloudwatch_event_rule.s.name",
            "  arn = aws_cloudwatch_event_api_destination.d.arn",
            "}",
            "resource \"aws_cloudwatch_event_permission\" \"p\" {",
            "  principal = \"111122223333\"",
            "  statement_id = \"other\"",
            "  event_bus_name = aws_cloudwatch_event_bus.b.name",
            "}",
            ""));
  }

  private static String schedules() {
    return String.join(
        "\n",
        List.of(
            "resource \"aws_scheduler_schedule_group\" \"nights\" {",
            "  name = \"nights\"",
            "  tags = { team = \"a\" }",
            "}",
            "resource \"aws_scheduler_schedule\" \"nightly\" {",
            "  name = \"nightly\"",
            "  group_name = aws_scheduler_schedule_group.nights.name",
            "  schedule_expression = \"cron(30 2 ? * MON-FRI *)\"",
            "  schedule_expression_timezone = \"Europe/Berlin\"",
            "  flexible_time_window {",
            "    mode = \"FLEXIBLE\"",
            "    maximum_window_in_minutes = 15",
            "  }",
            "  target {",
            "    arn = aws_sqs_queue.orders.arn",
            "    role_arn = \"arn:aws:iam::000000000000:role/fires\"",
            "    input = jsonencode({ at = \"<aws.scheduler.scheduled-time>\" })",
            "    retry_policy {",
            "      maximum_event_age_in_seconds = 3600",
            "      maximum_retry_attempts = 5",
            "    }",
            "    dead_letter_config { arn = aws_sqs_queue.dead.arn }",
            "  }",
            "}",
            "resource \"aws_scheduler_schedule\" \"universal\" {",
            "  name = \"universal\"",
            "  schedule_expression = \"rate(1 hour)\"",
            "  state = \"DISABLED\"",
            "  flexible_time_window { mode = \"OFF\" }",
            "  target {",
            "    arn = \"arn:aws:scheduler:::aws-sdk:sqs:sendMessage\"",
            "    role_arn = \"arn:aws:iam::000000000000:role/fires\"",
            "    input = jsonencode({",
            "      QueueUrl = aws_sqs_queue.orders.url, MessageBody = \"m\" })",
            "  }",
            "}",
            ""));
  }
}
