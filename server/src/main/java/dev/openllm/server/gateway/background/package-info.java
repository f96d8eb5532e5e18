/**
 * A gateway that runs in the background for its user: starting, finding and stopping it, its log, and the files with
 * which the system starts it at login. It knows no API and depends on no other package of {@code gateway}.
 */
package dev.openllm.server.gateway.background;
