/// What became of the messages of topics, as it is written into log groups.
@NullMarked
package dev.junction.topic.report;

import org.jspecify.annotations.NullMarked;
