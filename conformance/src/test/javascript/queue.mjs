// Sends and receives through @aws-sdk/client-sqs; the endpoint, region and keys come from the
// environment. The client compares the digests of what it sends and receives by itself.
import assert from 'node:assert/strict';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  paginateListQueues,
} from '@aws-sdk/client-sqs';

const sqs = new SQSClient({});

async function standard() {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'script' }));
  const waiting = sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      WaitTimeSeconds: 20,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'from JavaScript, with ü and 🚂',
      MessageAttributes: {
        colour: { DataType: 'String', StringValue: 'green' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 1, 254, 255) },
      },
    }),
  );
  const { Messages } = await waiting;
  assert.equal(Messages.length, 1);
  const [message] = Messages;
  assert.equal(message.MessageId, sent.MessageId);
  assert.equal(message.Body, 'from JavaScript, with ü and 🚂');
  assert.equal(message.MessageAttributes.colour.StringValue, 'green');
  assert.deepEqual([...message.MessageAttributes.raw.BinaryValue], [0, 1, 254, 255]);
  assert.equal(message.Attributes.ApproximateReceiveCount, '1');

  const { ReceiptHandle } = message;
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
  );
  const again = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }),
  );
  assert.equal(again.Messages[0].Attributes.ApproximateReceiveCount, '2');
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again.Messages[0].ReceiptHandle }),
  );
  await empty(QueueUrl);
}

async function ordered() {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({
      QueueName: 'script.fifo',
      Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' },
    }),
  );
  const bodies = Array.from({ length: 10 }, (_, i) => `m${i}`);
  const sent = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: bodies.map((body) => ({ Id: body, MessageBody: body, MessageGroupId: 'g' })),
    }),
  );
  assert.equal(sent.Successful.length, 10);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  assert.deepEqual(Messages.map((message) => message.Body), bodies);
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        ...Messages.slice(1).map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle })),
        { Id: 'bad', ReceiptHandle: 'no handle' },
      ],
    }),
  );
  assert.equal(deleted.Successful.length, 9);
  assert.deepEqual(deleted.Failed.map(({ Id, SenderFault }) => [Id, SenderFault]), [['bad', true]]);
  await sqs.send(
    new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }),
  );
  await empty(QueueUrl);
}

async function empty(QueueUrl) {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  assert.equal(Attributes.ApproximateNumberOfMessages, '0');
  assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, '0');
}

await standard();
await ordered();
await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'nope' })), QueueDoesNotExist);
const names = [];
for await (const page of paginateListQueues({ client: sqs, pageSize: 1 }, {})) {
  names.push(...(page.QueueUrls ?? []).map((url) => url.split('/').pop()));
}
assert.deepEqual(names.sort(), ['script', 'script.fifo']);
console.log('well');
