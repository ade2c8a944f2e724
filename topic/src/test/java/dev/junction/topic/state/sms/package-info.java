@NullMarked
package dev.junction.topic.state.sms;

import org.jspecify.annotations.NullMarked;
