package dev.openllm.server.cli.terminal;

import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads UTF-8 text from stdin line by line. The maximum length of a line is {@link InputLimit#MAX_BYTES}. */
public final class StdinLines {

    private final BufferedReader reader;

    public StdinLines(InputStream in) {
        this.reader = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** Returns the next line without its line terminator, or an empty result at the end of the input. */
    public Optional<String> next() {
        try {
            StringBuilder line = new StringBuilder();
            int character = reader.read();
            if (character < 0) {
                return Optional.empty();
            }
            while (character >= 0 && character != '\n') {
                if (character == 0) {
                    throw StdinText.binary();
                }
                if (line.length() == InputLimit.MAX_BYTES) {
                    throw StdinText.tooLong();
                }
                line.append((char) character);
                character = reader.read();
            }
            boolean carriageReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
            return Optional.of(carriageReturn ? line.substring(0, line.length() - 1) : line.toString());
        } catch (CharacterCodingException | CharConversionException binary) {
            throw StdinText.binary();
        } catch (IOException broken) {
            throw StdinText.unreadable(broken);
        }
    }
}
