package dev.junction.pipe.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeState;
import dev.junction.wire.codec.json.TokenCodec;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pipe as it lies in the map.
///
/// Shape, version 1: version, then the fields in their order; the settings are the JSON of the
/// model's `CreatePipeRequest`, members by name, without state and tags.
///
/// @param generation which change of its state or settings this is, the first being 1
/// @param times when it was created and last changed
/// @param desired the state that somebody wants, `DELETED` included
/// @param current the state that it is in
/// @param reason why it is in that state, or null
/// @param tags its tags
/// @param settings what was asked for, with all defaults
public record PipeRecord(
    long generation,
    Times times,
    String desired,
    String current,
    @Nullable String reason,
    Map<String, String> tags,
    CreatePipeRequest settings) {

  private static final int VERSION = 1;
  private static final Set<String> PASSING =
      Set.of(
          PipeState.CREATING,
          PipeState.UPDATING,
          PipeState.DELETING,
          PipeState.STARTING,
          PipeState.STOPPING);

  /// When a pipe was created and last changed.
  public record Times(long createdAtMillis, long changedAtMillis) {}

  public PipeRecord {
    tags = Map.copyOf(tags);
  }

  /// Whether the pipe is on its way from one state to another.
  public boolean isPassing() {
    return PASSING.contains(current);
  }

  /// The same with a new state on its way.
  public PipeRecord moving(String wanted, String passing, long nowMillis) {
    return new PipeRecord(
        generation + 1,
        new Times(times.createdAtMillis(), nowMillis),
        wanted,
        passing,
        null,
        tags,
        settings);
  }

  PipeRecord arrived(String state, @Nullable String why) {
    return new PipeRecord(generation, times, desired, state, why, tags, settings);
  }

  /// The same with other settings.
  public PipeRecord with(CreatePipeRequest changed) {
    return new PipeRecord(generation, times, desired, current, reason, tags, changed);
  }

  /// The same with other tags.
  public PipeRecord tagged(Map<String, String> changed) {
    return new PipeRecord(generation, times, desired, current, reason, changed, settings);
  }

  byte[] encode() {
    return new FieldWriter(1024)
        .octet(VERSION)
        .longNumber(generation)
        .longNumber(times.createdAtMillis())
        .longNumber(times.changedAtMillis())
        .text(desired)
        .text(current)
        .text(reason)
        .texts(tags)
        .bytes(TokenCodec.AWS_JSON.encode(settings))
        .toBytes();
  }

  static PipeRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A pipe");
    return new PipeRecord(
        in.longNumber(),
        new Times(in.longNumber(), in.longNumber()),
        in.text(),
        in.text(),
        in.optionalText(),
        in.texts(),
        TokenCodec.AWS_JSON.decode(in.bytes(), CreatePipeRequest::read));
  }
}
