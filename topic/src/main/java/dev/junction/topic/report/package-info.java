/// What became of the messages of topics, as it is written into log groups and told to topics.
@NullMarked
package dev.junction.topic.report;

import org.jspecify.annotations.NullMarked;
