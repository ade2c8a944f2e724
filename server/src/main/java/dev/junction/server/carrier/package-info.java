/// What takes mails, text messages and pushes out of the server, where its settings say so.
@NullMarked
package dev.junction.server.carrier;

import org.jspecify.annotations.NullMarked;
