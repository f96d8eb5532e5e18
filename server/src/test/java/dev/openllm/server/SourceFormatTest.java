package dev.openllm.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFormatTest {

    @Test
    void everyJavaSourceIsFormatted() throws Exception {
        if (Boolean.getBoolean("format")) {
            SourceFormat.main(new String[] {".."});
        }
        assertEquals(
                List.of(),
                SourceFormat.findUnformatted(Path.of("..").toRealPath()),
                "Format with: mvn -q -pl server -am test -Dtest=SourceFormatTest -Dformat=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false");
    }
}
