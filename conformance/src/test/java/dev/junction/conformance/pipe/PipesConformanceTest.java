package dev.junction.conformance.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Tool;
import dev.junction.server.Junction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pipes through the AWS CLI and boto3, when they are on this machine.
final class PipesConformanceTest {

  private static final String SCRIPT =
      """
      import boto3, json, time
      pipes, sqs, sns = boto3.client('pipes'), boto3.client('sqs'), boto3.client('sns')
      events, logs = boto3.client('events'), boto3.client('logs')
      role = 'arn:aws:iam::000000000000:role/r'

      def queue(name):
          url = sqs.create_queue(QueueName=name)['QueueUrl']
          arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])
          return url, arn['Attributes']['QueueArn']

      def state(name, wanted):
          for _ in range(200):
              found = pipes.describe_pipe(Name=name)
              if found['CurrentState'] == wanted:
                  return found
              time.sleep(0.05)
          raise SystemExit('%s is %s' % (name, found))

      def received(url):
          for _ in range(10):
              for m in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5).get('Messages', []):
                  sqs.delete_message(QueueUrl=url, ReceiptHandle=m['ReceiptHandle'])
                  return m['Body']
          raise SystemExit('nothing came')

      out, out_arn = queue('out')
      sqs.set_queue_attributes(QueueUrl=out, Attributes={'Policy': json.dumps({
          'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Resource': out_arn,
              'Principal': {'Service': ['events.amazonaws.com', 'sns.amazonaws.com']},
              'Action': 'sqs:SendMessage'}]})})

      def pipe(name, target, **more):
          url, arn = queue('in-' + name)
          pipes.create_pipe(Name=name, RoleArn=role, Source=arn, Target=target,
              Tags={'team': 'a'}, **more)
          state(name, 'RUNNING')
          return url

      # A queue.
      source = pipe('queue', out_arn, SourceParameters={'FilterCriteria': {'Filters': [
          {'Pattern': '{"body": {"n": [{"numeric": [">", 1]}]}}'}]}})
      for n in range(1, 4):
          sqs.send_message(QueueUrl=source, MessageBody=json.dumps({'n': n}))
      bodies = sorted(json.loads(received(out))['body'] for _ in range(2))
      assert bodies == ['{"n": 2}', '{"n": 3}'], bodies

      # A bus.
      events.put_rule(Name='all', EventPattern='{"source": ["shop"]}')
      events.put_targets(Rule='all', Targets=[{'Id': '1', 'Arn': out_arn}])
      bus = events.describe_event_bus()['Arn']
      source = pipe('bus', bus, TargetParameters={'InputTemplate': '{"order": <$.body>}',
          'EventBridgeEventBusParameters': {'DetailType': 'Order', 'Source': 'shop'}})
      sqs.send_message(QueueUrl=source, MessageBody='{"id": 7}')
      event = json.loads(received(out))
      assert (event['source'], event['detail-type']) == ('shop', 'Order'), event
      assert event['detail'] == {'order': {'id': 7}}, event

      # A topic.
      topic = sns.create_topic(Name='t')['TopicArn']
      sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=out_arn,
          Attributes={'RawMessageDelivery': 'true'})
      source = pipe('topic', topic, TargetParameters={'InputTemplate': '<$.body> told'})
      sqs.send_message(QueueUrl=source, MessageBody='text')
      assert received(out) == 'text told'

      # A log group, with a log of the pipe itself.
      for name in ['taken', 'steps']:
          logs.create_log_group(logGroupName=name)
      arn = 'arn:aws:logs:eu-central-1:000000000000:log-group:'
      source = pipe('log', arn + 'taken', LogConfiguration={'Level': 'TRACE',
          'IncludeExecutionData': ['ALL'],
          'CloudwatchLogsLogDestination': {'LogGroupArn': arn + 'steps'}})
      sqs.send_message(QueueUrl=source, MessageBody='kept')

      def logged(group, count=1):
          for _ in range(200):
              found = logs.filter_log_events(logGroupName=group)['events']
              if len(found) >= count:
                  return [e['message'] for e in found]
              time.sleep(0.05)
          raise SystemExit('nothing in ' + group)

      assert 'kept' in logged('taken')[0]
      # Steps, levels and fields: User Guide, "Logging Amazon EventBridge Pipes performance".
      steps = [json.loads(m) for m in logged('steps', 6)]
      assert all(s['resourceArn'].endswith('pipe/log') for s in steps), steps
      assert [(s['messageType'], s['logLevel']) for s in steps] == [
          ('ExecutionStarted', 'INFO'), ('TargetStageEntered', 'INFO'),
          ('TargetInvocationStarted', 'TRACE'), ('TargetInvocationSucceeded', 'TRACE'),
          ('TargetStageSucceeded', 'INFO'), ('ExecutionSucceeded', 'INFO')], steps
      assert [s['messageType'] for s in steps if 'kept' in s.get('payload', '')] == [
          'ExecutionStarted', 'TargetStageSucceeded'], steps
      assert [s['messageType'] for s in steps if 'kept' in s.get('awsRequest', '')] == [
          'TargetInvocationSucceeded'], steps

      # What is kept of pipes.
      names = [p['Name'] for page in pipes.get_paginator('list_pipes').paginate(
          PaginationConfig={'PageSize': 2}) for p in page['Pipes']]
      assert sorted(names) == ['bus', 'log', 'queue', 'topic'], names
      found = state('queue', 'RUNNING')
      assert pipes.list_tags_for_resource(resourceArn=found['Arn'])['tags'] == {'team': 'a'}
      pipes.tag_resource(resourceArn=found['Arn'], tags={'b': 'c'})
      pipes.untag_resource(resourceArn=found['Arn'], tagKeys=['team'])
      assert pipes.describe_pipe(Name='queue')['Tags'] == {'b': 'c'}
      pipes.stop_pipe(Name='queue')
      state('queue', 'STOPPED')
      pipes.start_pipe(Name='queue')
      state('queue', 'RUNNING')
      try:
          pipes.create_pipe(Name='queue', RoleArn=role, Source=out_arn, Target=out_arn)
          raise SystemExit('no error')
      except pipes.exceptions.ConflictException:
          pass
      try:
          pipes.create_pipe(Name='stream', RoleArn=role, Target=out_arn,
              Source='arn:aws:kinesis:eu-central-1:000000000000:stream/s')
          raise SystemExit('no error')
      except pipes.exceptions.ValidationException:
          pass
      for name in names:
          pipes.delete_pipe(Name=name)
      for _ in range(200):
          if not pipes.list_pipes()['Pipes']:
              print('well')
              break
          time.sleep(0.05)
      """;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
  }

  @AfterEach
  void stop() {
    junction.close();
  }

  @Test
  void theCliMakesAPipe() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    String queue = "arn:aws:sqs:eu-central-1:000000000000:";
    aws.run("aws", at, "sqs", "create-queue", "--queue-name", "in").succeeded();
    aws.run("aws", at, "sqs", "create-queue", "--queue-name", "out").succeeded();
    assertThat(
            aws.run(
                    "aws",
                    at,
                    "pipes",
                    "create-pipe",
                    "--name",
                    "p",
                    "--role-arn",
                    "arn:aws:iam::000000000000:role/r",
                    "--source",
                    queue + "in",
                    "--target",
                    queue + "out")
                .succeeded()
                .output())
        .contains("\"CurrentState\": \"CREATING\"");
    assertThat(aws.run("aws", at, "pipes", "list-pipes").succeeded().output())
        .contains("arn:aws:pipes:eu-central-1:000000000000:pipe/p");
    assertThat(aws.run("aws", at, "pipes", "describe-pipe", "--name", "none").output())
        .contains("NotFoundException");
  }

  @Test
  void botoMovesMessagesToQueuesBusesTopicsAndLogs() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(script, SCRIPT);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }
}
