package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError.Fault;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.Unit;
import java.util.List;

/// A small service that the tests of this package speak to.
final class SampleService {

  static final Schema NAMES = Schema.declare("Names", ShapeType.LIST);
  static final Schema ATTRIBUTES = Schema.declare("Attributes", ShapeType.MAP);
  static final Schema ITEM = Schema.declare("Item", ShapeType.STRUCTURE);
  static final Schema ITEMS = Schema.declare("Items", ShapeType.LIST);
  static final Schema CHOICE = Schema.declare("Choice", ShapeType.UNION);
  static final Schema NO_SUCH_ITEM = Schema.declare("NoSuchItem", ShapeType.STRUCTURE);

  static {
    NAMES.link(Member.of("member", Schema.STRING));
    ATTRIBUTES.link(
        Member.of("key", Schema.STRING, new Trait.XmlName("Name")),
        Member.of("value", Schema.STRING, new Trait.XmlName("Value")));
    ITEMS.link(Member.of("member", ITEM));
    CHOICE.link(Member.of("Text", Schema.STRING), Member.of("Item", ITEM));
    ITEM.link(
        Member.of("Name", Schema.STRING, Trait.Marker.REQUIRED),
        Member.of("Count", Schema.INTEGER),
        Member.of("Data", Schema.BLOB),
        Member.of("Time", Schema.TIMESTAMP),
        Member.of("Ratio", Schema.DOUBLE),
        Member.of("Big", Schema.BIG_DECIMAL),
        Member.of("Flag", Schema.BOOLEAN),
        Member.of("Names", NAMES),
        Member.of(
            "Attributes", ATTRIBUTES, Trait.Marker.XML_FLATTENED, new Trait.XmlName("Attribute")),
        Member.of("Children", ITEMS),
        Member.of("Choice", CHOICE),
        Member.of("Any", Schema.DOCUMENT));
    NO_SUCH_ITEM.link(Member.of("message", Schema.STRING), Member.of("Item", Schema.STRING));
  }

  static final ErrorSchema NO_SUCH_ITEM_ERROR =
      new ErrorSchema(NO_SUCH_ITEM, "Sample.NoSuchItem", 400, Fault.CLIENT);

  static final OperationSchema PUT_ITEM =
      OperationSchema.of("PutItem", OperationSchema.Http.POST_ROOT, ITEM, ITEM, NO_SUCH_ITEM_ERROR);

  static final OperationSchema PING =
      OperationSchema.of("Ping", OperationSchema.Http.POST_ROOT, Unit.SCHEMA, Unit.SCHEMA);

  static final ServiceSchema SCHEMA =
      ServiceSchema.of("sample")
          .targetPrefix("Sample")
          .apiVersion("2020-01-01")
          .xmlNamespace("http://sample.example/doc/2020-01-01/")
          .protocols(List.of(Protocol.AWS_JSON_1_0, Protocol.AWS_QUERY))
          .queryCompatible()
          .operation(PUT_ITEM)
          .operation(PING)
          .operation(OperationSchema.unbuilt("DropItem", OperationSchema.Http.POST_ROOT))
          .build();

  private SampleService() {}
}
