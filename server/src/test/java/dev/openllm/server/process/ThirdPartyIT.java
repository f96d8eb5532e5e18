package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.Wire;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * Tests that all third-party content in the JAR file is listed in its notices and in its software bill of materials.
 */
class ThirdPartyIT {

    private final Packaged packaged = Packaged.ofCurrentBuild();

    @Test
    void theNoticesInTheJarNameEveryIncludedLibrary() throws IOException {
        List<String> libraries = librariesInTheJar();
        assertFalse(libraries.isEmpty());
        try (JarFile jar = new JarFile(packaged.jar().toFile());
                InputStream notices = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY-NOTICES"))) {
            String text = new String(notices.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    List.of(),
                    libraries.stream()
                            .filter(name -> !text.contains(":" + name + " "))
                            .toList());
        }
    }

    @Test
    void theModelDataIsNamedWithItsLicense() throws IOException {
        try (JarFile jar = new JarFile(packaged.jar().toFile());
                InputStream notices = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY-NOTICES"))) {
            String text = new String(notices.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains("- models.dev (data): MIT"), text);
            assertTrue(text.contains("Copyright (c) 2025 spin.dev"), text);
        }
        assertTrue(
                Files.readString(packaged.folder().resolve("open-llm.cdx.json")).contains("\"name\":\"models.dev\""));
    }

    @Test
    void theBillOfMaterialsListsTheSameLibrariesWithTheirLicenses() throws IOException {
        JsonNode bill = Wire.JSON.readTree(
                packaged.folder().resolve("open-llm.cdx.json").toFile());
        assertEquals("CycloneDX", bill.path("bomFormat").asText());
        List<String> listedNames = StreamSupport.stream(bill.path("components").spliterator(), false)
                .filter(component -> component.path("licenses").size() > 0)
                .map(component -> component.path("name").asText())
                .toList();
        assertEquals(
                List.of(),
                librariesInTheJar().stream()
                        .filter(name -> !listedNames.contains(name))
                        .toList());
    }

    /** Returns the libraries of the test classpath whose classes are in the JAR file. */
    private List<String> librariesInTheJar() throws IOException {
        List<String> libraries = new ArrayList<>();
        try (JarFile applicationJar = new JarFile(packaged.jar().toFile())) {
            for (String file : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path path = Path.of(file);
                if (Files.isRegularFile(path) && !file.contains("openllm") && isIn(path, applicationJar)) {
                    libraries.add(path.getParent().getParent().getFileName().toString());
                }
            }
        }
        return libraries;
    }

    private static boolean isIn(Path library, JarFile applicationJar) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> !name.endsWith("module-info.class"))
                    .findFirst()
                    .filter(name -> applicationJar.getEntry(name) != null)
                    .isPresent();
        }
    }
}
