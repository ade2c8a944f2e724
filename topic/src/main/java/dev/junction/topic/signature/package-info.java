/// The signatures of messages that leave a topic, and the certificate that verifies them.
@NullMarked
package dev.junction.topic.signature;

import org.jspecify.annotations.NullMarked;
