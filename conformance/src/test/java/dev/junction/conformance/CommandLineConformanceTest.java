package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQS and SNS through the AWS CLI and through boto3, when they are on this machine.
@Order(2)
final class CommandLineConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @BeforeEach
  void start() {
    junction = Junction.builder().data(folder.resolve("data")).port(0).start();
  }

  @AfterEach
  void stop() {
    junction.close();
  }

  @Test
  void theCliSendsAndReceivesAMessage() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    aws.run("aws", at, "sqs", "create-queue", "--queue-name", "cli").succeeded();
    String url = junction.endpoint() + "/000000000000/cli";
    aws.run("aws", at, "sqs", "send-message", "--queue-url", url, "--message-body", "from the CLI")
        .succeeded();
    Tool.Run received =
        aws.run(
            "aws", at, "sqs", "receive-message", "--queue-url", url, "--attribute-names", "All");
    assertThat(received.succeeded().output()).contains("from the CLI", "SentTimestamp");
    Tool.Run missing = aws.run("aws", at, "sqs", "get-queue-url", "--queue-name", "nope");
    assertThat(missing.exitCode()).isNotZero();
    assertThat(missing.output()).contains("AWS.SimpleQueueService.NonExistentQueue");
  }

  @Test
  void botoSendsBatchesAndSeesErrors() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3, botocore
        sqs = boto3.client('sqs')
        url = sqs.create_queue(QueueName='boto.fifo', Attributes={
            'FifoQueue': 'true', 'ContentBasedDeduplication': 'true'})['QueueUrl']
        sent = sqs.send_message_batch(QueueUrl=url, Entries=[
            {'Id': str(i), 'MessageBody': 'm%d' % i, 'MessageGroupId': 'g'} for i in range(10)])
        assert len(sent['Successful']) == 10, sent
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=['All'])
        bodies = [m['Body'] for m in got['Messages']]
        assert bodies == ['m%d' % i for i in range(10)], bodies
        numbers = [int(m['Attributes']['SequenceNumber']) for m in got['Messages']]
        assert numbers == sorted(numbers) and len(set(numbers)) == 10, numbers
        try:
            sqs.get_queue_url(QueueName='nope')
            raise SystemExit('no error')
        except sqs.exceptions.QueueDoesNotExist as e:
            assert e.response['Error']['Code'] == 'AWS.SimpleQueueService.NonExistentQueue'
        try:
            sqs.send_message(QueueUrl=url, MessageBody='no group')
            raise SystemExit('no error')
        except botocore.exceptions.ClientError as e:
            assert e.response['Error']['Code'] == 'MissingParameter', e.response
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }

  @Test
  void theCliPublishesToAQueue() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    String topic = "arn:aws:sns:eu-central-1:000000000000:cli";
    String queue = "arn:aws:sqs:eu-central-1:000000000000:cli";
    aws.run("aws", at, "sns", "create-topic", "--name", "cli").succeeded();
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"*\"}]}";
    Path attributes = folder.resolve("attributes.json");
    Files.writeString(attributes, "{\"Policy\":\"" + policy.replace("\"", "\\\"") + "\"}");
    aws.run(
            "aws",
            at,
            "sqs",
            "create-queue",
            "--queue-name",
            "cli",
            "--attributes",
            "file://" + attributes)
        .succeeded();
    aws.run(
            "aws",
            at,
            "sns",
            "subscribe",
            "--topic-arn",
            topic,
            "--protocol",
            "sqs",
            "--notification-endpoint",
            queue)
        .succeeded();
    aws.run("aws", at, "sns", "publish", "--topic-arn", topic, "--message", "from the CLI")
        .succeeded();
    String url = junction.endpoint() + "/000000000000/cli";
    Tool.Run received =
        aws.run(
            "aws", at, "sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "5");
    assertThat(received.succeeded().output()).contains("from the CLI", "Notification");
    Tool.Run missing =
        aws.run("aws", at, "sns", "publish", "--topic-arn", topic + "2", "--message", "m");
    assertThat(missing.output()).contains("(NotFound)", "Topic does not exist");
  }

  @Test
  void theCliPutsEvents() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    aws.run("aws", at, "events", "create-event-bus", "--name", "cli").succeeded();
    Tool.Run put =
        aws.run(
            "aws",
            at,
            "events",
            "put-events",
            "--entries",
            "EventBusName=cli,Source=app,DetailType=t,Detail='{}'");
    assertThat(put.succeeded().output()).contains("\"FailedEntryCount\": 0", "EventId");
    Tool.Run missing = aws.run("aws", at, "events", "describe-event-bus", "--name", "none");
    assertThat(missing.output())
        .contains("(ResourceNotFoundException)", "Event bus none does not exist.");
  }

  @Test
  void botoSendsEventsThroughRules() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("bus.py");
    Files.writeString(
        script,
        """
        import boto3, json
        events, sqs = boto3.client('events'), boto3.client('sqs')
        policy = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Resource': '*',
            'Principal': {'Service': 'events.amazonaws.com'}, 'Action': 'sqs:SendMessage'}]}
        url = sqs.create_queue(QueueName='events-boto', Attributes={
            'Policy': json.dumps(policy)})['QueueUrl']
        arn = sqs.get_queue_attributes(
            QueueUrl=url, AttributeNames=['QueueArn'])['Attributes']['QueueArn']
        events.create_event_bus(Name='boto')
        events.put_rule(EventBusName='boto', Name='r', EventPattern=json.dumps(
            {'detail': {'n': [{'numeric': ['>', 5]}]}}))
        events.put_targets(EventBusName='boto', Rule='r', Targets=[{'Id': '1', 'Arn': arn,
            'InputTransformer': {'InputPathsMap': {'n': '$.detail.n'},
                                 'InputTemplate': '{"n": <n>, "rule": <aws.events.rule-name>}'}}])
        put = events.put_events(Entries=[
            {'EventBusName': 'boto', 'Source': 'app', 'DetailType': 't',
             'Detail': json.dumps({'n': n})} for n in range(10)])
        assert put['FailedEntryCount'] == 0, put
        bodies = []
        while len(bodies) < 4:
            got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)
            bodies += [json.loads(m['Body']) for m in got['Messages']]
        assert bodies == [{'n': n, 'rule': 'r'} for n in range(6, 10)], bodies
        partner = boto3.client(
            'events', aws_access_key_id='111122223333', aws_secret_access_key='secret')
        source = 'aws.partner/example.com/shop/1'
        partner.create_partner_event_source(Name=source, Account='000000000000')
        assert events.describe_event_source(Name=source)['State'] == 'PENDING'
        events.create_event_bus(Name=source, EventSourceName=source)
        events.put_rule(EventBusName=source, Name='p', EventPattern='{"detail-type": ["sold"]}')
        events.put_targets(EventBusName=source, Rule='p', Targets=[{'Id': '1', 'Arn': arn}])
        partner.put_partner_events(Entries=[
            {'Source': source, 'DetailType': 'sold', 'Detail': '{"n": 1}'}])
        got = sqs.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)['Messages']
        assert json.loads(got[-1]['Body'])['source'] == source, got
        accounts = partner.list_partner_event_source_accounts(EventSourceName=source)
        assert accounts['PartnerEventSourceAccounts'][0]['State'] == 'ACTIVE', accounts
        try:
            events.put_rule(Name='x', EventPattern='{"a": "b"}')
            raise SystemExit('no error')
        except events.exceptions.InvalidEventPatternException as e:
            assert e.response['Error']['Message'].startswith(
                'Event pattern is not valid. Reason: "a" must be an object or an array'), e.response
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }

  @Test
  void botoPublishesBatches() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("topic.py");
    Files.writeString(
        script,
        """
        import boto3, botocore, json
        sns, sqs = boto3.client('sns'), boto3.client('sqs')
        topic = sns.create_topic(Name='boto.fifo', Attributes={
            'FifoTopic': 'true', 'ContentBasedDeduplication': 'true'})['TopicArn']
        url = sqs.create_queue(QueueName='boto.fifo', Attributes={'FifoQueue': 'true'})['QueueUrl']
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=['QueueArn'])[
            'Attributes']['QueueArn']
        sqs.set_queue_attributes(QueueUrl=url, Attributes={'Policy': json.dumps({
            'Version': '2012-10-17', 'Statement': [{
                'Effect': 'Allow', 'Principal': {'Service': 'sns.amazonaws.com'},
                'Action': 'sqs:SendMessage', 'Resource': arn,
                'Condition': {'ArnEquals': {'aws:SourceArn': topic}}}]})})
        sns.subscribe(TopicArn=topic, Protocol='sqs', Endpoint=arn)
        done = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[
            {'Id': str(i), 'Message': 'm%d' % i, 'MessageGroupId': 'g'} for i in range(10)])
        assert len(done['Successful']) == 10 and not done['Failed'], done
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5)
        bodies = [json.loads(m['Body']) for m in got['Messages']]
        assert [b['Message'] for b in bodies] == ['m%d' % i for i in range(10)], bodies
        assert [b['SequenceNumber'] for b in bodies] == [
            s['SequenceNumber'] for s in done['Successful']], bodies
        assert 'Signature' not in bodies[0], bodies[0]
        try:
            sns.publish(TopicArn=topic, Message='m')
            raise SystemExit('no error')
        except sns.exceptions.InvalidParameterException as e:
            assert 'MessageGroupId' in str(e), e
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }
}
