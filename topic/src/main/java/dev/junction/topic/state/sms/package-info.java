/// What an account has set about text messages, as it lies in the map.
@NullMarked
package dev.junction.topic.state.sms;

import org.jspecify.annotations.NullMarked;
