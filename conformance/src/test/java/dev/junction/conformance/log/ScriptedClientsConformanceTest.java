package dev.junction.conformance.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Tool;
import dev.junction.server.Junction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Log groups and schemas through the AWS CLI and boto3, when they are on this machine.
final class ScriptedClientsConformanceTest {

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
  void theCliWritesAndReadsAGroup() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    aws.run("aws", at, "logs", "create-log-group", "--log-group-name", "g").succeeded();
    aws.run(
            "aws",
            at,
            "logs",
            "create-log-stream",
            "--log-group-name",
            "g",
            "--log-stream-name",
            "s")
        .succeeded();
    String event = "timestamp=" + junction.clock().millis() + ",message=hello";
    aws.run(
            "aws",
            at,
            "logs",
            "put-log-events",
            "--log-group-name",
            "g",
            "--log-stream-name",
            "s",
            "--log-events",
            event)
        .succeeded();
    assertThat(
            aws.run("aws", at, "logs", "filter-log-events", "--log-group-name", "g")
                .succeeded()
                .output())
        .contains("\"message\": \"hello\"");
  }

  @Test
  void botoKeepsLogsAndSchemas() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3, io, json, time, zipfile
        logs = boto3.client('logs')
        logs.create_log_group(logGroupName='/a', tags={'k': 'v'})
        logs.create_log_stream(logGroupName='/a', logStreamName='s')
        now = int(time.time() * 1000)
        put = logs.put_log_events(logGroupName='/a', logStreamName='s', logEvents=[
            {'timestamp': now - 15 * 86400000, 'message': 'old'}])
        assert put['rejectedLogEventsInfo'] == {'tooOldLogEventEndIndex': 1}, put
        logs.put_log_events(logGroupName='/a', logStreamName='s', sequenceToken='ignored',
            logEvents=[{'timestamp': now + i, 'message': 'm%d' % i} for i in range(5)])
        pages = logs.get_paginator('filter_log_events').paginate(
            logGroupName='/a', filterPattern='?m1 ?m3', PaginationConfig={'PageSize': 1})
        assert [e['message'] for p in pages for e in p['events']] == ['m1', 'm3']
        try:
            logs.create_log_group(logGroupName='/a')
            raise SystemExit('no error')
        except logs.exceptions.ResourceAlreadyExistsException:
            pass
        schemas = boto3.client('schemas')
        schemas.create_registry(RegistryName='r')
        event = json.dumps({'source': 's', 'detail-type': 'T', 'detail': {'a': 1}})
        content = schemas.get_discovered_schema(Type='OpenApi3', Events=[event])['Content']
        schemas.create_schema(RegistryName='r', SchemaName='s@T', Type='OpenApi3', Content=content)
        schemas.put_code_binding(RegistryName='r', SchemaName='s@T', Language='Python36')
        schemas.get_waiter('code_binding_exists').wait(
            RegistryName='r', SchemaName='s@T', Language='Python36')
        body = schemas.get_code_binding_source(
            RegistryName='r', SchemaName='s@T', Language='Python36')['Body'].read()
        assert 'schema/r/s_t/events.py' in zipfile.ZipFile(io.BytesIO(body)).namelist()
        try:
            schemas.describe_schema(RegistryName='r', SchemaName='none')
            raise SystemExit('no error')
        except schemas.exceptions.NotFoundException as e:
            assert e.response['Error']['Message'] == 'Schema none does not exist.', e.response
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }

  @Test
  void botoSeesWhatADiscovererSaw() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3, time
        schemas = boto3.client('schemas')
        bus = 'arn:aws:events:eu-central-1:000000000000:event-bus/default'
        found = schemas.create_discoverer(SourceArn=bus, CrossAccount=True)
        assert found['State'] == 'STARTED', found
        events = boto3.client('events')
        rule = events.describe_rule(Name='Schemas-' + found['DiscovererId'])
        assert rule['ManagedBy'] == 'schemas.amazonaws.com', rule
        events.put_events(Entries=[
            {'Source': 'shop', 'DetailType': 'Order Placed', 'Detail': '{"id": 1}'}])
        names = []
        for _ in range(100):
            try:
                names = [s['SchemaName'] for s in schemas.list_schemas(
                    RegistryName='discovered-schemas')['Schemas']]
                break
            except schemas.exceptions.NotFoundException:
                time.sleep(0.1)
        assert names == ['shop@OrderPlaced'], names
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }
}
