package dev.junction.models.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "QueueUrl, queueUrl",
    "KMSKeyId, kmsKeyId",
    "MD5OfBody, md5OfBody",
    "ARN, arn",
    "tags, tags",
    "SSEType, sseType",
    "default, defaultValue",
    "Schema, schemaValue",
    "out, outValue"
  })
  void membersBecomeComponents(String member, String component) {
    assertThat(Names.component(Member.of(member, Schema.STRING))).isEqualTo(component);
  }

  @ParameterizedTest
  @CsvSource({
    "QueueUrl, QUEUE_URL",
    "MD5OfBody, MD5_OF_BODY",
    "KMSKeyId, KMS_KEY_ID",
    "AWSAccountIds, AWS_ACCOUNT_IDS",
    "application/json, APPLICATION_JSON",
    "2.0, V2_0",
    "--, EMPTY",
    "already_SNAKE_case, ALREADY_SNAKE_CASE"
  })
  void valuesBecomeConstants(String value, String constant) {
    assertThat(Names.constant(value)).isEqualTo(constant);
  }

  @ParameterizedTest
  @CsvSource({"Tag, Tag", "__listOfTag, ListOfTag", "Schema, SchemaShape", "Record, Record"})
  void shapesBecomeTypes(String shape, String type) {
    assertThat(Names.type(Schema.simple(shape, Schema.STRING.type()))).isEqualTo(type);
  }
}
