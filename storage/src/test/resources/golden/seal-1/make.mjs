// Makes the files beside it from what the documentation of dev.junction.storage.seal says, with the
// cryptography of Node.js: another implementation than the one under test.
import { createCipheriv, hkdfSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const range = (from, count) => Buffer.from(Array.from({ length: count }, (_, i) => from + i));
const int = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const long = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const text = (value) => Buffer.from(value, 'utf8');
const gcm = (key, nonce, associated, plain) => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const localKey = range(0x00, 32);
const dataKey = range(0x20, 32);
const session = range(0x50, 16);
const sessionKey = Buffer.from(
  hkdfSync('sha256', dataKey, session, text('junction data at rest 1'), 32),
);
const seal = (number, associated, plain) =>
  Buffer.concat([
    Buffer.from([1]),
    session,
    long(number),
    gcm(sessionKey, Buffer.concat([Buffer.alloc(4), long(number)]), associated, plain),
  ]);
const put = (key, value) =>
  Buffer.concat([Buffer.from([1]), int(key.length), int(value.length), key, value]);

const nonce = range(0x40, 12);
const context = text('junction data folder, version 3, partitions 8');
const wrapped = Buffer.concat([nonce, gcm(localKey, nonce, context, dataKey)]).toString('base64');
writeFileSync(
  'format',
  `version=3\npartitions=8\nencryption=AES-256-GCM\nwrapped-key=${wrapped}\n`,
);
writeFileSync('key', localKey.toString('hex') + '\n');

const batch = put(text('text'), text('golden body'));
writeFileSync(
  'batch',
  put(Buffer.from([1]), seal(7, Buffer.concat([text('J'), int(1), long(1)]), batch)),
);
writeFileSync(
  'value',
  seal(8, Buffer.concat([text('S'), int(3), text('name')]), text('golden value')),
);

const content = text('golden chunk');
const header = Buffer.concat([Buffer.from([1]), range(0x60, 16), long(content.length)]);
const place = Buffer.concat([text('C'), header, int(0), text('golden/chunk')]);
writeFileSync('chunk', Buffer.concat([header, seal(9, place, content)]));
